import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CampaignOutlook, CampaignRecord } from "../../../src/dashboard/campaign-shapes.ts";
import { useChange } from "../change.ts";
import { Confirm } from "../parts/confirm.tsx";
import { FaultBox } from "../parts/states.tsx";
import { TextDiff } from "../parts/text-diff.tsx";
import { sayNumber } from "../words.ts";
import { campaignTexts as words } from "./campaigns-texts.ts";

type Props = {
  readonly found: CampaignRecord;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

/** Approves the version that is shown, not one that came in since the window was opened. */
export function Approve({
  found: shown,
  outlook: seen,
  onClose,
  onChanged,
}: Props & { readonly outlook: CampaignOutlook }) {
  const [{ found, outlook }] = useState({ found: shown, outlook: seen });
  const [typed, setTyped] = useState("");
  const { make, isBusy, fault } = useChange();
  const { reached } = outlook.reach;
  const [preview] = outlook.previews;
  const changes = found.changedSince?.changes ?? [];
  const needsNumber = outlook.asksForNumber || fault?.code === "number";
  const approve = async () => {
    const body = { fingerprint: found.fingerprint, typed: typed === "" ? null : Number(typed) };
    const done = await make(`/campaigns/${found.id}/approve`, body, words.approved);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={words.approveTitle}
      yes={words.approve}
      color="blue"
      isBusy={isBusy}
      isReady={!needsNumber || typed !== ""}
      onNo={onClose}
      onYes={() => void approve()}
    >
      <div className="stack">
        <p>{words.approveBody(sayNumber(reached), found.when)}</p>
        {changes.map(({ field, before, after }) => (
          <div key={field}>
            <p className="strong">{field.charAt(0).toUpperCase() + field.slice(1)}</p>
            <TextDiff before={before} after={after} />
          </div>
        ))}
        {preview ? <div className="bubble lines">{preview.text}</div> : null}
        {needsNumber ? (
          <TextInput
            label={words.typeNumber(sayNumber(reached))}
            inputMode="numeric"
            maxLength={12}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ""))}
          />
        ) : null}
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}

/** Gives a draft back with a reason for its writer. */
export function GiveBack({ found: shown, onClose, onChanged }: Props) {
  const [found] = useState(shown);
  const [why, setWhy] = useState("");
  const { make, isBusy, fault, field } = useChange();
  const decline = async () => {
    const body = { fingerprint: found.fingerprint, why };
    const done = await make(`/campaigns/${found.id}/decline`, body, words.givenBack);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={words.giveBackTitle}
      yes={words.giveBack}
      isBusy={isBusy}
      onNo={onClose}
      onYes={() => void decline()}
    >
      <div className="stack">
        <Textarea
          label={words.giveBackWhy}
          rows={3}
          maxLength={1000}
          value={why}
          error={field("why")}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}

const asks = {
  stop: { title: words.stopTitle, body: words.stopBody, yes: words.stop, said: words.stopped, color: "red" },
  resume: {
    title: words.resumeTitle,
    body: words.resumeBody,
    yes: words.resume,
    said: words.resumed,
    color: "blue",
  },
  resend: {
    title: words.resendTitle,
    body: words.resendBody,
    yes: words.resend,
    said: words.resent,
    color: "blue",
  },
} as const;

/** Asks before it stops, lets go on, or sends again to whom it failed. */
export function Ask({ found, what, onClose, onChanged }: Props & { readonly what: keyof typeof asks }) {
  const { make, isBusy, fault } = useChange();
  const { title, body, yes, said, color } = asks[what];
  const carryOut = async () => {
    const done = await make(`/campaigns/${found.id}/${what}`, {}, said);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={title}
      yes={yes}
      color={color}
      isBusy={isBusy}
      onNo={onClose}
      onYes={() => void carryOut()}
    >
      <p>{body}</p>
      <FaultBox fault={fault} />
    </Confirm>
  );
}
