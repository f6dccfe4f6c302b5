import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ProposalRecordView } from "../../../src/dashboard/proposal-shapes.ts";
import { useChange } from "../change.ts";
import { Confirm } from "../parts/confirm.tsx";
import { FaultBox } from "../parts/states.tsx";
import { FileTried, Refer } from "./proposal-steps.tsx";
import { proposalTexts as words } from "./proposals-texts.ts";

type Props = { readonly found: ProposalRecordView; readonly onChanged: () => void };
type Step = ProposalRecordView["actions"][number];

/** The steps that can be taken from where a proposal stands, and the decision that is drafted. */
export function ProposalDeeds({ found, onChanged }: Props) {
  const [asked, setAsked] = useState<Step>();
  const drop = useChange();
  const { decision } = found;
  const dropDraft = async () => {
    await drop.make(`/proposals/${found.number}/decision/drop`, {}, words.dropped);
    onChanged();
  };
  const { mayFile, mayRefer } = found.steps;
  if (found.actions.length === 0 && !decision && !mayFile && !mayRefer) return null;
  return (
    <section className="sheet stack">
      {decision ? (
        <div>
          <h2>{words.decision}</h2>
          <p className="strong">{(decision.isPublished ? words.published : words.draft)[decision.kind]}</p>
          <p>{[decision.unit, decision.paperNumber].filter(Boolean).join(" · ")}</p>
          {decision.reason ? <p className="lines">{decision.reason}</p> : null}
          {decision.isPublished ? null : (
            <Button size="xs" variant="default" loading={drop.isBusy} onClick={() => void dropDraft()}>
              {words.dropDraft}
            </Button>
          )}
          <FaultBox fault={drop.fault} />
        </div>
      ) : null}
      {found.actions.length > 0 ? <h2>{words.actions}</h2> : null}
      <p className="quiet">{found.next}</p>
      <div className="row">
        {found.actions.map((step, index) => (
          <Button
            key={step.action}
            variant={index === 0 && !step.needsReason ? "filled" : "default"}
            onClick={() => setAsked(step)}
          >
            {sentence(step.words)}
          </Button>
        ))}
      </div>
      {mayFile ? <FileTried found={found} onChanged={onChanged} /> : null}
      {mayRefer ? <Refer found={found} onChanged={onChanged} /> : null}
      {asked ? (
        <TakeStep found={found} step={asked} onClose={() => setAsked(undefined)} onChanged={onChanged} />
      ) : null}
    </section>
  );
}

type StepProps = Props & { readonly step: Step; readonly onClose: () => void };

/** Asks for the reason, and for the deciding unit, before a step; what is written stays when it is refused. */
function TakeStep({ found: shown, step, onClose, onChanged }: StepProps) {
  const [found] = useState(shown);
  const [reason, setReason] = useState("");
  const [unit, setUnit] = useState(found.recipient || found.unit);
  const { make, isBusy, fault, field } = useChange();
  const isDecision = step.action === "recognize" || step.action === "decline";
  const take = async () => {
    const path = `/proposals/${found.number}/${isDecision ? "decision" : "act"}`;
    const body = {
      version: found.version,
      reason,
      ...(isDecision ? { kind: step.action, unit } : { action: step.action }),
    };
    const done = await make(path, body, isDecision ? words.draftSaved : words.done);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={words.askTitle(sentence(step.words), found.number)}
      yes={sentence(step.words)}
      color={step.needsReason ? "red" : "blue"}
      isBusy={isBusy}
      onNo={onClose}
      onYes={() => void take()}
    >
      <div className="stack">
        {isDecision ? (
          <TextInput
            label={words.decisionUnit}
            maxLength={200}
            value={unit}
            error={field("unit")}
            onChange={(event) => setUnit(event.currentTarget.value)}
          />
        ) : null}
        <Textarea
          label={step.needsReason ? words.reason : words.note}
          rows={3}
          maxLength={2000}
          value={reason}
          error={field("reason")}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
