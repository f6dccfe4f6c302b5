import type { CampaignForm, WriteOptions } from "../../../src/dashboard/campaign-shapes.ts";
import { writeTexts as words } from "./campaign-write-texts.ts";

/** Words under the fields of the five steps, by path: `blocks.0.text`. */
export type Faults = Readonly<Record<string, string>>;

/** What every step gets: the form as it stands, how to change it, what is wrong, what can be chosen. */
export type StepProps = {
  readonly form: CampaignForm;
  readonly onChange: (change: Partial<CampaignForm>) => void;
  readonly faults: Faults;
  readonly options: WriteOptions;
};

const ofStep: readonly (readonly string[])[] = [
  ["title", "topic", "blocks", "buttons", "sources", "quiz"],
  ["audience"],
  ["channels", "outlets"],
  ["time", "until", "embargo", "graceMinutes", "dailyCap"],
];

/** In which step a field stands; the last one for what no step knows. */
export function stepOf(path: string): number {
  const [head = ""] = path.split(".");
  const step = ofStep.findIndex((fields) => fields.includes(head));
  return step < 0 ? ofStep.length : step;
}

/** What a field is called where its words stand away from it. */
export function nameOf(path: string): string {
  const [head = "", at] = path.split(".");
  const name = words.fields[head] ?? "";
  return at !== undefined && /^\d+$/.test(at) ? `${name} ${Number(at) + 1}` : name;
}

/** The words under a field; `undefined` when nothing is wrong with it. */
export function faultAt(faults: Faults, path: string): string | undefined {
  return faults[path];
}

/** The first words about a field or anything inside it, for fields that hold several inputs. */
export function faultIn(faults: Faults, path: string): string | undefined {
  return Object.entries(faults).find(([key]) => key === path || key.startsWith(`${path}.`))?.[1];
}

/** The preview takes the form inside of its own body. */
export function ofForm(fields: Faults): Faults {
  return Object.fromEntries(
    Object.entries(fields).map(([path, said]) => [path.replace(/^form\./, ""), said]),
  );
}
