import { Button, TextInput } from "@mantine/core";
import { useChange } from "../change.ts";
import { Form, useFields } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { honourTexts as words } from "./honours-texts.ts";

type Props = { readonly id: string; readonly onChanged: () => void };

/** Publishes a closed round under its signed decision. */
export function PublishHonours({ id, onChanged }: Props) {
  const { make, isBusy, fault, field } = useChange();
  const { given, bind } = useFields({ paperNumber: "", signedOn: "", signer: "" }, field);
  const send = async () => {
    await make(`/honours/${id}/publish`, given, words.published);
    onChanged();
  };
  return (
    <Form className="sheet stack" onSend={send}>
      <h2>{words.publishTitle}</h2>
      <div className="filters">
        <TextInput {...bind("paperNumber")} label={words.paperNumber} maxLength={60} />
        <TextInput {...bind("signedOn")} label={words.signedOn} type="date" />
        <TextInput {...bind("signer")} label={words.signer} maxLength={100} />
      </div>
      <FaultBox fault={fault} />
      <div className="row end">
        <Button type="submit" loading={isBusy}>
          {words.publish}
        </Button>
      </div>
    </Form>
  );
}
