import { Alert, Button, NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import type { ReachAnswer, WriteOptions } from "../../../src/dashboard/campaign-shapes.ts";
import { useAsked } from "../asked.ts";
import { Choice } from "../parts/choice.tsx";
import { Reach } from "../parts/reach.tsx";
import { SmallButton } from "../parts/small-button.tsx";
import { FaultBox } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { faultIn, type StepProps } from "./campaign-faults.ts";
import { type Condition, type Groups, groupsOf, ruleOf } from "./campaign-rule.ts";
import { writeTexts as words } from "./campaign-write-texts.ts";

const cleanCondition: Condition = { kind: "unit", isNot: false, value: "" };
const channelNames = ["telegram", "zalo-oa", "zalo-bot", "web-chat"] as const;

/** Step 2: whom it is for, with how many that are now and why others are left out. */
export function PeopleStep({ form, onChange, faults, options }: StepProps) {
  const { audience, channels, time, dailyCap } = form;
  const at = time.kind === "once" ? time.at : "";
  const asked = useAsked<ReachAnswer>("/campaign-reach", { audience, channels, at, dailyCap });
  const [groups, setGroups] = useState<Groups | undefined>(() => groupsOf(audience));
  const put = (next: Groups) => {
    setGroups(next);
    onChange({ audience: ruleOf(next) });
  };
  const reach = asked.value?.kind === "reach" ? asked.value : undefined;
  const fault =
    asked.value?.kind === "fault" ? asked.value.words : faultIn(asked.fault?.fields ?? {}, "audience");
  return (
    <>
      <h3>{words.people}</h3>
      {groups ? (
        <RuleBuilder groups={groups} options={options} onChange={put} />
      ) : (
        <Alert color="blue" variant="light">
          <p>{words.complex}</p>
          <p className="strong">{reach?.words}</p>
          <Button size="xs" variant="default" onClick={() => put([])}>
            {words.rewrite}
          </Button>
        </Alert>
      )}
      {fault || faultIn(faults, "audience") ? (
        <p className="fate" role="alert">
          {fault ?? faultIn(faults, "audience")}
        </p>
      ) : null}
      <section className={reach ? "block" : undefined} aria-live="polite" aria-busy={asked.isBusy}>
        {reach ? <Reach reach={reach} /> : asked.isBusy ? <p className="quiet">{words.counting}</p> : null}
        <FaultBox fault={asked.fault && asked.fault.code !== "invalid" ? asked.fault : undefined} />
      </section>
    </>
  );
}

type BuilderProps = {
  readonly groups: Groups;
  readonly options: WriteOptions;
  readonly onChange: (groups: Groups) => void;
};

function RuleBuilder({ groups, options, onChange }: BuilderProps) {
  const put = (at: number, group: readonly Condition[]) => {
    const next = groups.map((old, place) => (place === at ? group : old));
    onChange(next.filter(({ length }) => length > 0));
  };
  return (
    <>
      <p className="quiet">{groups.length === 0 ? words.everybody : words.groupsHelp}</p>
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields take their values from the form.
        <div key={at} className="stack">
          {at > 0 ? <p className="between">{words.and}</p> : null}
          <fieldset className="block" aria-label={words.group(at + 1)}>
            {group.map((condition, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <div key={place} className="stack">
                {place > 0 ? <p className="between">{words.or}</p> : null}
                <ConditionRow
                  condition={condition}
                  options={options}
                  onChange={(next) =>
                    put(
                      at,
                      group.map((old, index) => (index === place ? next : old)),
                    )
                  }
                  onRemove={() =>
                    put(
                      at,
                      group.filter((_, index) => index !== place),
                    )
                  }
                />
              </div>
            ))}
            <div>
              <Button size="xs" variant="default" onClick={() => put(at, [...group, cleanCondition])}>
                {words.addCondition}
              </Button>
            </div>
          </fieldset>
        </div>
      ))}
      <div>
        <Button size="xs" variant="default" onClick={() => onChange([...groups, [cleanCondition]])}>
          {words.addGroup}
        </Button>
      </div>
    </>
  );
}

type RowProps = {
  readonly condition: Condition;
  readonly options: WriteOptions;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
};

function ConditionRow({ condition, options, onChange, onRemove }: RowProps) {
  const { kind, isNot } = condition;
  return (
    <div className="condition">
      <Choice
        label={words.about}
        names={words.conditions}
        value={kind}
        onChange={(next) => onChange({ ...condition, kind: next, value: firstValue[next] ?? "" })}
      />
      <Choice
        label={words.is}
        names={words.isKinds}
        value={isNot ? "no" : "yes"}
        onChange={(next) => onChange({ ...condition, isNot: next === "no" })}
      />
      <ConditionValue condition={condition} options={options} onChange={onChange} />
      <SmallButton label={words.removeCondition} sign="×" onClick={onRemove} />
    </div>
  );
}

const firstValue: Readonly<Partial<Record<Condition["kind"], string>>> = {
  channel: "telegram",
  state: "active",
  wroteWithinDays: "30",
};

function ConditionValue({ condition, options, onChange }: Omit<RowProps, "onRemove">): ReactNode {
  const { kind, value } = condition;
  const id = useId();
  const bind = {
    label: words.value,
    value,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...condition, value: event.currentTarget.value }),
  };
  if (kind === "channel")
    return (
      <NativeSelect
        {...bind}
        data={channelNames.map((name) => ({ value: name, label: texts.channels[name] }))}
      />
    );
  if (kind === "state")
    return (
      <NativeSelect
        {...bind}
        data={Object.entries(words.states).map(([name, label]) => ({ value: name, label }))}
      />
    );
  if (kind === "wroteWithinDays") return <TextInput {...bind} inputMode="numeric" maxLength={4} />;
  if (kind === "wroteSince") return <TextInput {...bind} type="date" />;
  const known: readonly { readonly value: string; readonly label: string }[] =
    kind === "unit"
      ? options.units.map(({ code, name }) => ({ value: code, label: name }))
      : (kind === "topic" ? options.topics : kind === "answered" ? options.quizzes : []).map((one) => ({
          value: one,
          label: one,
        }));
  return (
    <>
      <TextInput {...bind} list={id} maxLength={200} />
      <datalist id={id}>
        {known.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </datalist>
    </>
  );
}
