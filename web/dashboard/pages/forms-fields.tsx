import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { DefinedField } from "../../../src/participation/definition.ts";
import { formTexts as words } from "./forms-page-texts.ts";

type Fields = readonly DefinedField[];
type Kind = DefinedField["kind"];
const kinds = Object.keys(words.kinds) as Kind[];

/** What a field of a kind begins with, keeping what is common to all. */
function ofKind(kind: Kind, { id, label, ask, help, optional, when }: DefinedField): DefinedField {
  const common = { id, label, ask, help, optional, ...(when ? { when } : {}) };
  switch (kind) {
    case "text":
      return { ...common, kind, min: 1, max: 2000 };
    case "choice":
      return { ...common, kind, options: [] };
    case "date":
      return { ...common, kind, mustBePast: false };
    case "number":
      return { ...common, kind, min: 0, max: 1_000_000_000, decimals: false };
    case "people":
      return { ...common, kind, shares: false };
    default:
      return { ...common, kind };
  }
}

/** A name of its own from the label, once given never changed: answers are kept under it. */
function freshId(label: string, taken: Fields): string {
  const plain = label
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 30);
  const base = plain || "q";
  const isTaken = (id: string) => taken.some((field) => field.id === id);
  if (!isTaken(base)) return base;
  return `${base}_${Array.from({ length: 99 }, (_, at) => at + 2).find((at) => !isTaken(`${base}_${at}`))}`;
}

type ListProps = { readonly fields: Fields; readonly onChange: (fields: DefinedField[]) => void };

/** The questions of a form, in their order. */
export function FieldList({ fields, onChange }: ListProps) {
  const replace = (at: number, field: DefinedField) =>
    onChange(fields.map((old, one) => (one === at ? field : old)));
  const add = () => {
    const id = freshId(`cau ${fields.length + 1}`, fields);
    const common = { id, label: words.question(fields.length + 1), ask: "", help: "", optional: false };
    onChange([...fields, { ...common, kind: "text", min: 1, max: 2000 }]);
  };
  const swap = (at: number) => {
    const next = [...fields];
    const [one, other] = [next[at - 1], next[at]];
    if (!one || !other) return;
    next[at - 1] = other;
    next[at] = one;
    onChange(next);
  };
  return (
    <section className="stack">
      <h2>{words.questions}</h2>
      {fields.map((field, at) => (
        <OneField
          key={field.id}
          place={at + 1}
          field={field}
          before={fields.slice(0, at)}
          onChange={(next) => replace(at, next)}
          onUp={at > 0 ? () => swap(at) : undefined}
          onRemove={fields.length > 1 ? () => onChange(fields.filter((_, one) => one !== at)) : undefined}
        />
      ))}
      <div className="row">
        <Button variant="default" onClick={add}>
          {words.addQuestion}
        </Button>
      </div>
    </section>
  );
}

type FieldProps = {
  readonly place: number;
  readonly field: DefinedField;
  readonly before: Fields;
  readonly onChange: (field: DefinedField) => void;
  readonly onUp: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
};

function OneField({ place, field, before, onChange, onUp, onRemove }: FieldProps) {
  const title = words.question(place);
  return (
    <fieldset className="sheet stack">
      <legend>{title}</legend>
      <div className="row">
        <TextInput
          label={words.label}
          maxLength={60}
          value={field.label}
          onChange={({ currentTarget: { value } }) => onChange({ ...field, label: value })}
        />
        <NativeSelect
          label={words.fieldKind}
          value={field.kind}
          data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          onChange={({ currentTarget: { value } }) => onChange(ofKind(value as Kind, field))}
        />
      </div>
      <Textarea
        label={words.ask}
        autosize
        maxLength={1500}
        value={field.ask}
        onChange={({ currentTarget: { value } }) => onChange({ ...field, ask: value })}
      />
      {field.kind === "choice" ? <OptionLines field={field} onChange={onChange} /> : null}
      <TextInput
        label={words.help}
        maxLength={600}
        value={field.help}
        onChange={({ currentTarget: { value } }) => onChange({ ...field, help: value })}
      />
      <Condition field={field} before={before} onChange={onChange} />
      <div className="row apart">
        <Checkbox
          label={words.optional}
          checked={field.optional}
          onChange={({ currentTarget: { checked } }) => onChange({ ...field, optional: checked })}
        />
        <div className="row">
          {onUp ? (
            <Button size="xs" variant="default" onClick={onUp}>
              {words.up(place)}
            </Button>
          ) : null}
          {onRemove ? (
            <Button size="xs" variant="default" onClick={onRemove}>
              {words.remove(place)}
            </Button>
          ) : null}
        </div>
      </div>
    </fieldset>
  );
}

type Choice = Extract<DefinedField, { kind: "choice" }>;

/** Options keep their value while their words are mended: answers are counted by it. */
function OptionLines({ field, onChange }: { field: Choice; onChange: (field: DefinedField) => void }) {
  const read = (text: string): Choice["options"] =>
    text.split("\n").map((label, at) => {
      const old = field.options[at];
      return {
        value: old?.value ?? `o${at + 1}`,
        label,
        ...(old?.note === undefined ? {} : { note: old.note }),
      };
    });
  return (
    <Textarea
      label={words.options}
      autosize
      minRows={2}
      value={field.options.map(({ label }) => label).join("\n")}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...field, options: value === "" ? [] : read(value) })
      }
    />
  );
}

type ConditionProps = Pick<FieldProps, "field" | "before" | "onChange">;

/** Asks the field only after one answer to a choice before it. */
function Condition({ field, before, onChange }: ConditionProps) {
  const choices = before.flatMap((one) =>
    one.kind === "choice"
      ? one.options.map(({ value, label }) => ({
          value: `${one.id}=${value}`,
          label: `${one.label}: ${label}`,
        }))
      : [],
  );
  if (choices.length === 0) return null;
  const { when } = field;
  const now = when ? when.is.map((is) => `${when.field}=${is}`).join(" ") : "";
  const isOwn = now === "" || choices.some(({ value }) => value === now);
  const several = when
    ? when.is.map((is) => choices.find(({ value }) => value === `${when.field}=${is}`)?.label ?? is)
    : [];
  const set = (value: string) => {
    const { when: _, ...rest } = field;
    const at = value.indexOf("=");
    onChange(at < 0 ? rest : { ...rest, when: { field: value.slice(0, at), is: [value.slice(at + 1)] } });
  };
  return (
    <NativeSelect
      label={words.when}
      value={now}
      data={[
        { value: "", label: words.always },
        ...(isOwn ? [] : [{ value: now, label: several.join(" / ") }]),
        ...choices,
      ]}
      onChange={({ currentTarget: { value } }) => (value === now ? undefined : set(value))}
    />
  );
}
