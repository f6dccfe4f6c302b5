import { Alert, Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type {
  CampaignRecord,
  CampaignForm as Form,
  PreviewAnswer,
  WriteOptions,
} from "../../../src/dashboard/campaign-shapes.ts";
import { ApiFault, post } from "../api.ts";
import { useChange } from "../change.ts";
import { type KeptState, useKept } from "../kept.ts";
import { useLook } from "../look.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { sayTime } from "../words.ts";
import { type Faults, ofForm, stepOf } from "./campaign-faults.ts";
import { ChannelStep } from "./campaign-step-channels.tsx";
import { ContentStep } from "./campaign-step-content.tsx";
import { PeopleStep } from "./campaign-step-people.tsx";
import { ReviewStep } from "./campaign-step-review.tsx";
import { TimeStep } from "./campaign-step-time.tsx";
import { writeTexts as words } from "./campaign-write-texts.ts";

/** Writes a campaign: a clean one, a copy (`?copy=`), one of the union's year (`?ready=`). */
export function NewCampaign() {
  const [params] = useSearchParams();
  const [copy, ready] = [params.get("copy") ?? "", params.get("ready") ?? ""];
  const query = new URLSearchParams({ copy, ready }).toString();
  const look = useLook<{ form: Form }>(`/campaign-forms?${query}`, 3_600_000);
  return (
    <Shown of={look}>
      {({ form }) => (
        <WithOptions key={query} name={`new:${copy}${ready}`} initial={form} title={words.title} />
      )}
    </Shown>
  );
}

/** Changes a campaign as it was read when the page was opened: a later version is told, not slipped under it. */
export function EditCampaign({ id }: { readonly id: string }) {
  const look = useLook<CampaignRecord>(`/campaigns/${id}`, 3_600_000);
  return (
    <Shown of={look}>
      {({ form, fingerprint, title }) =>
        form ? (
          <WithOptions
            name={`edit:${id}`}
            initial={form}
            title={`${words.edit}: ${title}`}
            edited={{ id, fingerprint }}
          />
        ) : null
      }
    </Shown>
  );
}

type Props = {
  readonly name: string;
  readonly initial: Form;
  readonly title: string;
  readonly edited?: { readonly id: string; readonly fingerprint: string };
};

function WithOptions(props: Props) {
  const look = useLook<WriteOptions>("/campaign-options", 3_600_000);
  return <Shown of={look}>{(options) => <Wizard {...props} options={options} />}</Shown>;
}

type Kept = { readonly form: Form; readonly step: number; readonly fingerprint: string };
const lastStep = words.steps.length - 1;

type WizardProps = Props & { readonly options: WriteOptions };

function Wizard(props: WizardProps) {
  const { title, edited, options } = props;
  const { kept, faults, setFaults, check, change, onNext, onSend, toStep, heading } = useWizard(props);
  const { form, step } = kept.value;
  const onChange = (part: Partial<Form>) => kept.set((old) => ({ ...old, form: { ...old.form, ...part } }));
  const shared = { form, onChange, faults, options };
  const steps = [
    <ContentStep key="0" {...shared} isNew={!edited} />,
    <PeopleStep key="1" {...shared} />,
    <ChannelStep key="2" {...shared} />,
    <TimeStep key="3" {...shared} />,
    <ReviewStep key="4" {...shared} onStep={toStep} onFaults={setFaults} />,
  ];
  return (
    <div className="stack wizard">
      <Link href={edited ? `/${edited.id}` : "/"} className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <h1>{title}</h1>
      <Resumed kept={kept} />
      <Steps step={step} faults={faults} onStep={toStep} />
      <h2 ref={heading} tabIndex={-1} className="step-now">
        {words.stepOf(step + 1, words.steps[step] ?? "")}
      </h2>
      <div className="sheet stack">{steps[step]}</div>
      <FaultBox fault={check.fault ?? change.fault} />
      {change.fault?.code === "stale" && edited ? (
        <Link href={`/${edited.id}`} onClick={kept.drop}>
          {words.staleOpen}
        </Link>
      ) : null}
      <div className="row apart keep-in-view">
        <Button variant="default" disabled={step === 0} onClick={() => toStep(step - 1)}>
          {words.back}
        </Button>
        {step < lastStep ? (
          <Button loading={check.isBusy} onClick={() => void onNext()}>
            {words.next}
          </Button>
        ) : (
          <Button loading={change.isBusy} onClick={() => void onSend()}>
            {words.send}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What the five steps keep, and what their buttons do. */
function useWizard({ name, initial, edited }: WizardProps) {
  const [, go] = useLocation();
  const kept = useKept<Kept>(name, { form: initial, step: 0, fingerprint: edited?.fingerprint ?? "" });
  const { form, step, fingerprint } = kept.value;
  const [faults, setFaults] = useState<Faults>({});
  const change = useChange<{ id: string }>();
  const check = useCheck(form, setFaults);
  const heading = useRef<HTMLHeadingElement>(null);
  const toStep = (next: number) => {
    kept.set((old) => ({ ...old, step: next }));
    heading.current?.focus();
  };
  const onNext = async () => {
    const found = await check.run();
    if (found && !Object.keys(found).some((path) => stepOf(path) === step)) toStep(step + 1);
  };
  const onSend = async () => {
    const body = edited ? { ...form, fingerprint } : form;
    const path = edited ? `/campaigns/${edited.id}` : "/campaigns";
    const saved = await change.make(path, body, edited ? words.edited : words.sent);
    if (!saved) return;
    kept.drop();
    go(`/${saved.id}`);
  };
  useEffect(() => {
    if (change.fault) setFaults(change.fault.fields);
  }, [change.fault]);
  return { kept, faults, setFaults, check, change, onNext, onSend, toStep, heading };
}

/** Asks the server what is wrong with the form as a whole; `undefined` when it could not be asked. */
function useCheck(form: Form, onFaults: (faults: Faults) => void) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault>();
  const run = async (): Promise<Faults | undefined> => {
    setBusy(true);
    setFault(undefined);
    try {
      const answer = await post<PreviewAnswer>("/campaign-preview", { form, skip: 0 });
      return tell(answer.kind === "fault" ? answer.fields : {});
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (error.code === "invalid") return tell(ofForm(error.fields));
      setFault(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const tell = (found: Faults) => {
    onFaults(found);
    return found;
  };
  return { isBusy, fault, run };
}

type StepsProps = { readonly step: number; readonly faults: Faults; readonly onStep: (step: number) => void };

function Steps({ step, faults, onStep }: StepsProps) {
  const faulty = new Set(Object.keys(faults).map(stepOf));
  return (
    <nav aria-label={words.stepsLabel}>
      <ol className="steps">
        {words.steps.map((name, at) => (
          <li key={name}>
            <button
              type="button"
              aria-current={at === step ? "step" : undefined}
              className={faulty.has(at) ? "faulty" : undefined}
              onClick={() => onStep(at)}
            >
              {at + 1}
              <span className="step-name">. {name}</span>
              {faulty.has(at) ? <span className="unseen">, {words.hasFault}</span> : null}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Says that this was begun before, and lets it be thrown away. */
function Resumed({ kept }: { readonly kept: KeptState<Kept> }) {
  const [isAsked, setAsked] = useState(false);
  if (!kept.resumedAt) return null;
  const startOver = () => {
    kept.drop();
    location.reload();
  };
  return (
    <Alert color="blue" variant="light">
      <div className="row apart">
        <span>{words.resumed(sayTime(kept.resumedAt as Parameters<typeof sayTime>[0]))}</span>
        <Button size="xs" variant="default" onClick={() => setAsked(true)}>
          {words.startOver}
        </Button>
      </div>
      {isAsked ? (
        <Confirm title={words.startOver} yes={words.startOver} onNo={() => setAsked(false)} onYes={startOver}>
          <p>{words.startOverAsk}</p>
        </Confirm>
      ) : null}
    </Alert>
  );
}
