import { Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useChange } from "../change.ts";
import { workTexts as words } from "../pages/proposal-work-texts.ts";
import { Confirm } from "./confirm.tsx";
import { FaultBox } from "./states.tsx";

type Props = {
  readonly title: string;
  readonly yes: string;
  readonly path: string;
  /** Sent beside the reason. */
  readonly body?: Readonly<Record<string, string>>;
  readonly said: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

/** Asks for a reason before a change; what was written stays when it is refused. */
export function SayWhy({ title, yes, path, body = {}, said, children, onClose, onChanged }: Props) {
  const [why, setWhy] = useState("");
  const { make, isBusy, fault, field } = useChange();
  const send = async () => {
    const done = await make(path, { ...body, why }, said);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm title={title} yes={yes} isBusy={isBusy} onNo={onClose} onYes={() => void send()}>
      <div className="stack">
        {children}
        <Textarea
          label={words.why}
          rows={3}
          maxLength={2000}
          value={why}
          error={field("why")}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}
