import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CampaignOutlook, PreviewAnswer } from "../../../src/dashboard/campaign-shapes.ts";
import { useAsked } from "../asked.ts";
import { Outlook } from "../parts/outlook.tsx";
import { Bars, FaultBox } from "../parts/states.tsx";
import { sayNumber } from "../words.ts";
import { type Faults, nameOf, ofForm, type StepProps, stepOf } from "./campaign-faults.ts";
import { writeTexts as words } from "./campaign-write-texts.ts";

type Props = StepProps & {
  readonly onStep: (step: number) => void;
  readonly onFaults: (faults: Faults) => void;
};

/** Step 5: everything an approver will see, or what has to be mended before. */
export function ReviewStep({ form, options, onStep, onFaults }: Props) {
  const [skip, setSkip] = useState(0);
  const asked = useAsked<PreviewAnswer>("/campaign-preview", { form, skip });
  const faults = faultsIn(asked.value, asked.fault?.fields);
  const key = JSON.stringify(faults);
  useEffect(() => onFaults(JSON.parse(key)), [key, onFaults]);
  if (Object.keys(faults).length > 0) return <Mend faults={faults} onStep={onStep} />;
  const found = asked.value;
  if (found?.kind !== "outlook") return asked.fault ? <FaultBox fault={asked.fault} /> : <Waiting />;
  return (
    <>
      <h3>{form.title}</h3>
      <Outlook outlook={found as CampaignOutlook} onSomebodyElse={() => setSkip(skip + 1)} />
      {form.outlets.length > 0 ? (
        <p>
          <span className="strong">{words.outletList}: </span>
          {form.outlets.map((name) => words.outletNames[name] ?? name).join(", ")}
        </p>
      ) : null}
      {found.asksForNumber ? <p className="quiet">{words.typed(sayNumber(options.largeAudience))}</p> : null}
    </>
  );
}

function Waiting() {
  return (
    <div className="stack">
      <p className="quiet">{words.reviewing}</p>
      <Bars rows={4} />
    </div>
  );
}

function faultsIn(answer: PreviewAnswer | undefined, fields: Faults = {}): Faults {
  return { ...ofForm(fields), ...(answer?.kind === "fault" ? answer.fields : {}) };
}

function Mend({ faults, onStep }: { readonly faults: Faults; readonly onStep: (step: number) => void }) {
  return (
    <div className="stack" role="alert">
      <p>{words.faults}</p>
      <ul className="plain-list stack">
        {Object.entries(faults).map(([path, said]) => (
          <li key={path} className="row apart">
            <span className="fate">
              <strong>{nameOf(path)}:</strong> {said}
            </span>
            <Button size="xs" variant="default" onClick={() => onStep(stepOf(path))}>
              {words.stepOf(stepOf(path) + 1, words.steps[stepOf(path)] ?? "")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
