import { Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FormDefinition, Service } from "../../../src/participation/definition.ts";
import { formTexts as words } from "./forms-page-texts.ts";

type Props = {
  readonly given: FormDefinition;
  readonly set: (change: Partial<FormDefinition>) => void;
};
type Of<Kind extends Service["kind"]> = {
  readonly service: Extract<Service, { kind: Kind }>;
  readonly onChange: (service: Service) => void;
};

/** What a form's service needs beside its questions. */
export function ServiceFields({ given: { service }, set }: Props) {
  const onChange = (next: Service) => set({ service: next });
  if (service.kind === "event") return <EventFields service={service} onChange={onChange} />;
  if (service.kind === "policy") return <ClauseFields service={service} onChange={onChange} />;
  if (service.kind === "emulation")
    return (
      <NumberInput
        label={words.year}
        min={2020}
        max={2100}
        value={service.year}
        onChange={(value) => onChange({ ...service, year: Number(value) || service.year })}
      />
    );
  if (service.kind === "report") return <ReportFields service={service} onChange={onChange} />;
  return service.kind === "roster" ? <RosterFields service={service} onChange={onChange} /> : null;
}

function EventFields({ service, onChange }: Of<"event">) {
  const [remind, setRemind] = useState(service.remindHours.join(", "));
  return (
    <fieldset className="sheet stack">
      <legend>{words.service}</legend>
      <TextInput
        label={words.place}
        maxLength={200}
        value={service.place}
        onChange={(event) => onChange({ ...service, place: event.currentTarget.value })}
      />
      <div className="row">
        {(["starts", "ends"] as const).map((name) => (
          <TextInput
            key={name}
            type="datetime-local"
            label={words[name]}
            value={service[name] ?? ""}
            onChange={(event) => onChange({ ...service, [name]: event.currentTarget.value || null })}
          />
        ))}
        <NumberInput
          label={words.seats}
          min={1}
          max={100_000}
          value={service.seats ?? ""}
          onChange={(value) => onChange({ ...service, seats: Number(value) || null })}
        />
        <TextInput
          label={words.remind}
          value={remind}
          onChange={({ currentTarget: { value } }) => {
            setRemind(value);
            onChange({ ...service, remindHours: value.split(/[,;\s]+/).flatMap((one) => Number(one) || []) });
          }}
        />
      </div>
    </fieldset>
  );
}

function ClauseFields({ service, onChange }: Of<"policy">) {
  const [text, setText] = useState(
    service.clauses.map(({ label, text: body }) => `${label}\n${body}`).join("\n\n"),
  );
  return (
    <Textarea
      label={words.clauses}
      autosize
      minRows={6}
      maxRows={20}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onChange({ ...service, clauses: clausesIn(value, service.clauses) });
      }}
    />
  );
}

/** A part whose heading stays keeps its comments, wherever it moved. */
function clausesIn(text: string, old: Of<"policy">["service"]["clauses"]) {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== "");
  const taken = new Set<string>();
  return blocks.map((block, at) => {
    const [label = "", ...lines] = block.trim().split("\n");
    const known = old.find((clause) => clause.label === label.trim() && !taken.has(clause.id))?.id;
    const free = [
      `d${at + 1}`,
      ...old.map((_, place) => `d${old.length + place + 1}`),
      `d${at + 1}.${blocks.length}`,
    ];
    const id =
      known ??
      free.find((one) => !taken.has(one) && !old.some((clause) => clause.id === one)) ??
      `n${at + 1}`;
    taken.add(id);
    return { id, label: label.trim(), text: lines.join("\n").trim() };
  });
}

function RosterFields({ service, onChange }: Of<"roster">) {
  const [columns, setColumns] = useState(
    service.columns.map(({ title, from }) => `${title} = ${from}`).join("\n"),
  );
  const [corrects, setCorrects] = useState(
    Object.entries(service.corrects)
      .map(([id, target]) => `${id} = ${target}`)
      .join("\n"),
  );
  const pairs = (text: string) =>
    text.split("\n").flatMap((line) => {
      const at = line.lastIndexOf("=");
      return line.trim() === "" ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
    });
  return (
    <fieldset className="sheet stack">
      <legend>{words.service}</legend>
      <Textarea
        label={words.columns}
        autosize
        value={columns}
        onChange={({ currentTarget: { value } }) => {
          setColumns(value);
          onChange({ ...service, columns: pairs(value).map(([title, from]) => ({ title, from })) });
        }}
      />
      <Textarea
        label={words.corrects}
        autosize
        value={corrects}
        onChange={({ currentTarget: { value } }) => {
          setCorrects(value);
          // What is no item of the roster comes back from the server with words for it.
          onChange({ ...service, corrects: Object.fromEntries(pairs(value)) as typeof service.corrects });
        }}
      />
    </fieldset>
  );
}

type Level = Of<"report">["service"]["levels"][number];
const levels = Object.keys(words.levelsOf) as Level[];

function ReportFields({ service, onChange }: Of<"report">) {
  const [chase, setChase] = useState(service.chaseDays.join(", "));
  const setLevel = (level: Level, isOn: boolean) =>
    onChange({
      ...service,
      levels: levels.filter((one) => (one === level ? isOn : service.levels.includes(one))),
    });
  return (
    <fieldset className="sheet stack">
      <legend>{words.service}</legend>
      <p className="quiet">{words.whoReports}</p>
      <div className="row">
        <NativeSelect
          label={words.every}
          value={service.every}
          data={(["month", "quarter"] as const).map((value) => ({ value, label: words.everyOf[value] }))}
          onChange={(event) =>
            onChange({ ...service, every: event.currentTarget.value as typeof service.every })
          }
        />
        <TextInput
          label={words.firstPeriod}
          maxLength={7}
          value={service.from}
          onChange={(event) => onChange({ ...service, from: event.currentTarget.value })}
        />
        <NumberInput
          label={words.dueDay}
          min={1}
          max={28}
          value={service.dueDay}
          onChange={(value) => onChange({ ...service, dueDay: Number(value) || 1 })}
        />
      </div>
      <TextInput
        label={words.chaseDays}
        value={chase}
        onChange={({ currentTarget: { value } }) => {
          setChase(value);
          const days = value.split(/[,;\s]+/).filter((one) => /^[-+]?\d{1,2}$/.test(one));
          onChange({ ...service, chaseDays: days.map(Number) });
        }}
      />
      <fieldset className="row">
        <legend>{words.levels}</legend>
        {levels.map((level) => (
          <Checkbox
            key={level}
            label={words.levelsOf[level]}
            checked={service.levels.includes(level)}
            onChange={(event) => setLevel(level, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
    </fieldset>
  );
}
