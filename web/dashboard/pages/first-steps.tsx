import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { Checked, FirstStepsView, SettingShown } from "../../../src/dashboard/first-steps-shapes.ts";
import { ApiFault, get } from "../api.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { OwnChatsBox } from "../parts/own-chats.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { firstStepTexts as words } from "./first-steps-texts.ts";

type Step = FirstStepsView["steps"][number];
const checkable: readonly string[] = ["telegram", "zalo", "model"];

/** How many steps are behind: ended, left out, or there already. */
function countDone(steps: readonly Step[]): number {
  return steps.filter(({ state, isMet }) => state !== "open" || isMet).length;
}

/** Cài đặt ban đầu: what a new installation goes through; begun at any step, left at any step. */
export function FirstStepsPage() {
  const look = useLook<FirstStepsView>("/first-steps", 10_000);
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <Shown of={look}>
        {({ steps, settings }) => (
          <div className="stack">
            <p className="strong" role="status">
              {words.progress(countDone(steps), steps.length)}
            </p>
            <ol className="plain-list stack">
              {steps.map((step) => (
                <StepCard key={step.step} step={step} settings={settings} onChanged={look.reload} />
              ))}
            </ol>
          </div>
        )}
      </Shown>
    </>
  );
}

type CardProps = {
  readonly step: Step;
  readonly settings: readonly SettingShown[];
  readonly onChanged: () => void;
};

function StepCard({ step: { step, state, isMet }, settings, onChanged }: CardProps) {
  const { make, isBusy, fault } = useChange();
  const { name, body, names } = words.steps[step];
  const go = words.go[step];
  const set = async (next: Step["state"]) => {
    await make(`/first-steps/${step}`, { state: next }, words.saved);
    onChanged();
  };
  const isOpen = state === "open";
  const color = state === "done" || (isOpen && isMet) ? "green" : "gray";
  return (
    <li className="sheet stack">
      <div className="row apart">
        <h2>{name}</h2>
        <Badge color={color} variant="light">
          {isOpen && isMet ? words.met : words.states[state]}
        </Badge>
      </div>
      <p>{body}</p>
      {names ? <Settings settings={settings.filter((one) => names.includes(one.name))} /> : null}
      {checkable.includes(step) ? <LiveCheck what={step} /> : null}
      {step === "test" ? <OwnChatsBox /> : null}
      <div className="row">
        {go ? (
          <Link href={go.href} className="strong">
            {go.name}
          </Link>
        ) : null}
        {isOpen ? (
          <>
            <Button size="xs" loading={isBusy} onClick={() => void set("done")}>
              {words.finish}
            </Button>
            <Button size="xs" variant="default" disabled={isBusy} onClick={() => void set("skipped")}>
              {words.skip}
            </Button>
          </>
        ) : (
          <Button size="xs" variant="subtle" loading={isBusy} onClick={() => void set("open")}>
            {words.reopen}
          </Button>
        )}
      </div>
      <FaultBox fault={fault} />
    </li>
  );
}

function Settings({ settings }: { readonly settings: readonly SettingShown[] }) {
  const say = ({ isGiven, shown }: SettingShown) => {
    if (isGiven) return shown ?? words.isSet;
    return shown === null ? words.isNotSet : words.byDefault(shown);
  };
  return (
    <dl className="facts">
      {settings.map((one) => (
        <div key={one.name} className="row apart">
          <dt>
            <code>{one.name}</code>
          </dt>
          <dd>{say(one)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Asks the service itself how it is doing, when somebody wants to know. */
function LiveCheck({ what }: { readonly what: string }) {
  const [found, setFound] = useState<Checked>();
  const [fault, setFault] = useState<ApiFault>();
  const [isAsking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    setFault(undefined);
    try {
      setFound(await get<Checked>(`/first-steps/check/${what}`));
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      setFault(error);
    } finally {
      setAsking(false);
    }
  };
  const isIll = found?.lines.some(({ level }) => level === "fault");
  return (
    <div className="stack">
      <div>
        <Button size="xs" variant="default" loading={isAsking} onClick={() => void ask()}>
          {words.check}
        </Button>
      </div>
      <FaultBox fault={fault} />
      {found ? (
        <div role="status">
          <p className={isIll ? "fate" : ""}>{!found.isOn ? words.off : isIll ? words.ill : words.well}</p>
          {found.lines.length > 0 ? (
            <details open={isIll}>
              <summary>{words.technical}</summary>
              <ul>
                {found.lines.map(({ level, words: said }) => (
                  <li key={said} lang="en">
                    {words.levels[level]}: {said}
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** On the first page, as long as steps are open. */
export function FirstStepsCard() {
  const look = useLook<FirstStepsView>("/first-steps", 60_000);
  const steps = look.value?.steps ?? [];
  const done = countDone(steps);
  if (done === steps.length) return null;
  return (
    <section className="sheet row apart">
      <div>
        <h2>{words.title}</h2>
        <p>{words.progress(done, steps.length)}</p>
      </div>
      <Link href="/cai-dat" className="strong">
        {words.open}
      </Link>
    </section>
  );
}
