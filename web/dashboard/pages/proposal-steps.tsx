import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CouncilRow, ProposalRecordView } from "../../../src/dashboard/proposal-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { Form, useFields } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { workTexts as words } from "./proposal-work-texts.ts";

type Props = { readonly found: ProposalRecordView; readonly onChanged: () => void };

/** Makes an application of an idea that was tried, with the day it was first used. */
export function FileTried({ found, onChanged }: Props) {
  const { make, isBusy, fault, field } = useChange<{ isLate: boolean }>();
  const { given, bind } = useFields({ stage: "trial", firstUse: "" }, field);
  const [isLate, setLate] = useState(false);
  const send = async () => {
    const body = { ...given, version: found.version };
    setLate((await make(`/proposals/${found.number}/tried`, body, words.filed))?.isLate ?? false);
    onChanged();
  };
  return (
    <Form onSend={send}>
      <h3>{words.tried}</h3>
      <p className="quiet">{words.triedBody}</p>
      <NativeSelect
        {...bind("stage")}
        label={words.stage}
        data={(["trial", "applied"] as const).map((value) => ({ value, label: words.stages[value] }))}
      />
      <TextInput {...bind("firstUse")} label={words.firstUse} type="date" />
      {isLate ? <p className="banner">{words.late}</p> : null}
      <FaultBox fault={fault} />
      <Button type="submit" variant="default" loading={isBusy}>
        {words.tried}
      </Button>
    </Form>
  );
}

/** Puts an accepted application before a council. */
export function Refer({ found, onChanged }: Props) {
  const look = useLook<{ rows: CouncilRow[] }>("/councils", 60_000);
  const { make, isBusy, fault } = useChange();
  const [councilId, setCouncil] = useState("");
  const rows = look.value?.rows ?? [];
  const send = async () => {
    await make(`/proposals/${found.number}/refer`, { version: found.version, councilId }, words.referred);
    onChanged();
  };
  if (look.value && rows.length === 0) return <p className="quiet">{words.noCouncils}</p>;
  return (
    <Form onSend={send}>
      <NativeSelect
        label={words.chooseCouncil}
        value={councilId}
        onChange={(event) => setCouncil(event.currentTarget.value)}
        data={[
          { value: "", label: words.choose },
          ...rows.map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit}` })),
        ]}
      />
      <FaultBox fault={fault} />
      <Button type="submit" variant="default" loading={isBusy} disabled={councilId === ""}>
        {words.refer}
      </Button>
    </Form>
  );
}
