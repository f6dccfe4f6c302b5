import type { Field, Form } from "../intake/form.ts";
import { fold } from "../kit/vietnamese.ts";
import type { DefinedField, FormDefinition } from "./definition.ts";
import { texts } from "./texts.ts";

/** The field that asks whether the answer carries a name; no definition can take this id. */
export const nameField = "_named";
/** The field that asks which clause of a draft a comment is about. */
export const clauseField = "clause";

/** A form of this room for the form machine. `id` is the form's own, `version` that of the definition. */
export function asIntake(definition: FormDefinition, { id, version }: { id: string; version: number }): Form {
  const fields = allFields(definition).map(asField);
  const first = fields.find((field) => field.id !== nameField) ?? fields[0];
  return {
    id,
    version,
    title: definition.title,
    intro: [definition.title, definition.intro, texts.anonymity[definition.names], texts.howTo]
      .filter((part) => part !== "")
      .join("\n\n"),
    fields,
    together: [],
    mostFiles: definition.mostFiles,
    words: { send: texts.send, example: first?.label.toLocaleLowerCase("vi") ?? "1" },
  };
}

/** Every field a member is asked, with those the form's settings add. */
function allFields({ names, service, fields }: FormDefinition): DefinedField[] {
  const clause = service.kind === "policy" ? [clauseChoice(service.clauses)] : [];
  return [...(names === "choice" ? [texts.nameQuestion(nameField)] : []), ...clause, ...fields];
}

type Clauses = Extract<FormDefinition["service"], { kind: "policy" }>["clauses"];

function clauseChoice(clauses: Clauses): DefinedField {
  return {
    ...{ id: clauseField, kind: "choice", ...texts.clauseQuestion, optional: false },
    options: [
      ...clauses.map(({ id, label, text }) => ({ value: id, label, note: `${label}\n${text}` })),
      { value: "_all", label: texts.wholeDraft },
    ],
  };
}

function asField(defined: DefinedField): Field {
  const { id, label, ask, help, optional, when } = defined;
  const common = {
    ...{ id, label, ask, names: [], help: help || texts.noHelp },
    isOptional: optional,
    ...(when ? { when } : {}),
  };
  switch (defined.kind) {
    case "text":
      return { ...common, kind: "text", min: defined.min, max: defined.max };
    case "choice":
      return {
        ...common,
        kind: "choice",
        options: defined.options.map(({ value, label: words, note }) => ({
          ...{ value, label: words, phrases: phrasesOf({ value, label: words }, defined.options) },
          ...(note === undefined ? {} : { note }),
        })),
      };
    case "date":
      return { ...common, kind: "date", mustBePast: defined.mustBePast };
    case "number":
      return {
        ...common,
        kind: "number",
        min: defined.min,
        max: defined.max,
        hasDecimals: defined.decimals,
      };
    case "people":
      return { ...common, kind: "people", needsShares: defined.shares };
    default:
      return { ...common, kind: defined.kind };
  }
}

type Named = { readonly value: string; readonly label: string };

/** What means an option beside its whole label: its value, and the parts of the label no other option has. */
function phrasesOf({ value, label }: Named, all: readonly Named[]): string[] {
  const others = new Set(all.filter((one) => one.value !== value).flatMap((one) => partsOf(one.label)));
  return [value, ...partsOf(label).filter((part) => !others.has(part))]
    .map(plain)
    .filter((part) => part !== "");
}

/** “Lao động giỏi – Lao động sáng tạo” is called by either half; a single word is too little to go by. */
function partsOf(label: string): string[] {
  return label
    .split(/[.,;:()/–—]| - /)
    .map(plain)
    .filter((part) => part.includes(" "));
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
