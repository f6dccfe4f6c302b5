import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ProposalList } from "../../../src/dashboard/proposal-shapes.ts";
import { useChange } from "../change.ts";
import { Confirm } from "../parts/confirm.tsx";
import { FaultBox } from "../parts/states.tsx";
import { proposalTexts as words } from "./proposals-texts.ts";

type Props = {
  readonly drafts: ProposalList["drafts"];
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

/** Publishes the chosen draft decisions together, on one paper of the unit. */
export function PublishDrafts({ drafts: shown, onClose, onChanged }: Props) {
  const [drafts] = useState(shown);
  const [numbers, setNumbers] = useState(drafts.map(({ number }) => number));
  const [paper, setPaper] = useState({ paperNumber: "", signedOn: "", signer: "" });
  const { make, isBusy, fault, field } = useChange();
  const publish = async () => {
    const done = await make("/decisions/publish", { ...paper, numbers }, words.publishedDone);
    onChanged();
    if (done) onClose();
  };
  const bind = (name: keyof typeof paper) => ({
    label: words[name],
    value: paper[name],
    error: field(name),
    onChange: (event: { currentTarget: { value: string } }) =>
      setPaper({ ...paper, [name]: event.currentTarget.value }),
  });
  return (
    <Confirm
      title={words.publish}
      yes={words.publishYes}
      color="blue"
      isBusy={isBusy}
      isReady={numbers.length > 0}
      onNo={onClose}
      onYes={() => void publish()}
    >
      <div className="stack">
        <p>{words.publishBody}</p>
        <Checkbox.Group value={numbers} onChange={setNumbers} label={words.decision}>
          <div className="stack">
            {drafts.map(({ number, kind, unit }) => (
              <Checkbox key={number} value={number} label={`${number} · ${words.draft[kind]} · ${unit}`} />
            ))}
          </div>
        </Checkbox.Group>
        <TextInput {...bind("paperNumber")} maxLength={60} />
        <TextInput {...bind("signedOn")} type="date" />
        <TextInput {...bind("signer")} maxLength={100} />
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}
