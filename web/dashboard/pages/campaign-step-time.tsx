import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { FormTime } from "../../../src/dashboard/campaign-shapes.ts";
import { Choice } from "../parts/choice.tsx";
import { type Faults, faultAt, faultIn, type StepProps } from "./campaign-faults.ts";
import { writeTexts as words } from "./campaign-write-texts.ts";

const kinds = ["once", "weekly", "monthly", "yearly"] as const;
/** The week begins on Monday. */
const week = [1, 2, 3, 4, 5, 6, 0];

/** Step 4: when it is sent, how long it holds, and what happens when the server was down. */
export function TimeStep({ form, onChange, faults, options }: StepProps) {
  const { time } = form;
  const offered = time.kind === "cron" ? ([...kinds, "cron"] as const) : kinds;
  return (
    <>
      <NativeSelect
        label={words.when}
        value={time.kind}
        data={offered.map((kind) => ({ value: kind, label: words.times[kind] }))}
        onChange={(event) => {
          const kind = offered.find((one) => one === event.currentTarget.value);
          if (kind) onChange({ time: begin(kind, time) });
        }}
      />
      <TimeFields time={time} faults={faults} onChange={(next) => onChange({ time: next })} />
      {faults.time ? (
        <p className="fate" role="alert">
          {faults.time}
        </p>
      ) : null}
      <p className="quiet">
        {words.quiet(options.quietFrom, options.quietTo)} {words.zone}
      </p>
      <div className="two">
        <TextInput
          label={words.until}
          description={words.untilHelp}
          type="datetime-local"
          value={form.until}
          error={faultIn(faults, "until")}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
        />
        {time.kind === "once" && form.outlets.length > 0 ? (
          <TextInput
            label={words.embargo}
            description={words.embargoHelp}
            type="datetime-local"
            value={form.embargo}
            error={faultIn(faults, "embargo")}
            onChange={(event) => onChange({ embargo: event.currentTarget.value })}
          />
        ) : null}
        <NativeSelect
          label={words.grace}
          value={String(form.graceMinutes)}
          data={withOwn(words.graceKinds, String(form.graceMinutes), words.graceMinutes)}
          onChange={(event) => onChange({ graceMinutes: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label={words.cap}
          value={String(form.dailyCap)}
          data={withOwn(words.capKinds, String(form.dailyCap), words.capOther)}
          onChange={(event) => onChange({ dailyCap: Number(event.currentTarget.value) })}
        />
      </div>
    </>
  );
}

/** The usual choices, and the one that stands when it is none of them. */
function withOwn(names: Readonly<Record<string, string>>, value: string, say: (value: string) => string) {
  const own = value in names ? [] : [{ value, label: say(value) }];
  return [...Object.entries(names).map(([key, label]) => ({ value: key, label })), ...own];
}

function begin(kind: FormTime["kind"], old: FormTime): FormTime {
  const clock = "clock" in old ? old.clock : old.kind === "once" ? old.at.slice(11) || "08:00" : "08:00";
  const skipsHolidays = "skipsHolidays" in old ? old.skipsHolidays : true;
  if (kind === old.kind) return old;
  switch (kind) {
    case "once":
      return { kind, at: `${tomorrow()}T${clock}` };
    case "weekly":
      return { kind, days: [1], clock, skipsHolidays };
    case "monthly":
      return { kind, day: 1, clock, skipsHolidays };
    case "yearly":
      return { kind, month: 5, day: 18, clock, isLunar: false };
    case "cron":
      return old;
  }
}

const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });

function tomorrow(): string {
  return day.format(new Date(Date.now() + 24 * 3_600_000));
}

type FieldsProps = {
  readonly time: FormTime;
  readonly faults: Faults;
  readonly onChange: (time: FormTime) => void;
};

function TimeFields({ time, faults, onChange }: FieldsProps) {
  if (time.kind === "cron") return <p>{words.cron(time.cron)}</p>;
  if (time.kind === "once")
    return (
      <TextInput
        label={words.at}
        type="datetime-local"
        value={time.at}
        error={faultAt(faults, "time.at")}
        onChange={(event) => onChange({ ...time, at: event.currentTarget.value })}
      />
    );
  return (
    <div className="stack">
      {time.kind === "weekly" ? <Days time={time} faults={faults} onChange={onChange} /> : null}
      <div className="two">
        {time.kind === "monthly" ? (
          <NativeSelect
            label={words.monthDay}
            value={String(time.day)}
            data={[
              ...Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) })),
              { value: "0", label: words.lastDay },
            ]}
            onChange={(event) => onChange({ ...time, day: Number(event.currentTarget.value) })}
          />
        ) : null}
        {time.kind === "yearly" ? <YearDay time={time} onChange={onChange} /> : null}
        <TextInput
          label={words.clock}
          type="time"
          value={time.clock}
          error={faultAt(faults, "time.clock")}
          onChange={(event) => onChange({ ...time, clock: event.currentTarget.value })}
        />
      </div>
      {time.kind === "yearly" ? (
        <Checkbox
          label={words.lunar}
          checked={time.isLunar}
          onChange={(event) => onChange({ ...time, isLunar: event.currentTarget.checked })}
        />
      ) : (
        <Checkbox
          label={words.skipsHolidays}
          checked={time.skipsHolidays}
          onChange={(event) => onChange({ ...time, skipsHolidays: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

type Weekly = Extract<FormTime, { kind: "weekly" }>;
type Yearly = Extract<FormTime, { kind: "yearly" }>;

function Days({ time, faults, onChange }: FieldsProps & { readonly time: Weekly }) {
  return (
    <Checkbox.Group
      label={words.days}
      value={time.days.map(String)}
      error={faultAt(faults, "time.days")}
      onChange={(chosen) => onChange({ ...time, days: week.filter((one) => chosen.includes(String(one))) })}
    >
      <div className="row">
        {week.map((one) => (
          <Checkbox key={one} value={String(one)} label={words.weekdays[one] ?? ""} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function YearDay({ time, onChange }: { readonly time: Yearly; readonly onChange: (time: FormTime) => void }) {
  const numbers = (most: number) =>
    Object.fromEntries(Array.from({ length: most }, (_, at) => [String(at + 1), String(at + 1)]));
  return (
    <>
      <Choice
        label={words.day}
        names={numbers(time.isLunar ? 30 : 31)}
        value={String(time.day)}
        onChange={(next) => onChange({ ...time, day: Number(next) })}
      />
      <Choice
        label={words.month}
        names={numbers(12)}
        value={String(time.month)}
        onChange={(next) => onChange({ ...time, month: Number(next) })}
      />
    </>
  );
}
