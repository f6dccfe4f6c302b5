import { readFileSync } from "node:fs";
import { nearestSetting } from "./misspelling.ts";
import { type Setting, type SettingName, settings, type Values } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Notes what is wrong with a setting and what to write: `fault("PORT", 'is "x": write a whole number.')`. */
export type NoteFault = (name: string, why: string) => void;

/** Each setting by itself; rules between settings come after. */
export type Reading = {
  readonly values: Values;
  /** Written by the operator, whether or not it could be read. */
  isGiven(name: SettingName): boolean;
  readonly fault: NoteFault;
};

/** Reads every setting, from its variable, its file or its default, and notes each that cannot be read. */
export function readValues(env: Environment, fault: NoteFault): Reading {
  const values: Record<string, unknown> = {};
  const given = new Set<string>();
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const written = writtenText(env, name, setting, fault);
    if (written !== undefined) given.add(name);
    const refused = written === undefined ? undefined : refusal(setting, written);
    if (refused) fault(name, refused);
    // After a fault the rules between settings still need some value to go on.
    const text = refused ? setting.byDefault : (written ?? setting.byDefault);
    if (text !== undefined) values[name] = setting.reads.parse(text);
  }
  noteMisspellings(env, fault);
  // Every value was read by the schema of its own name just above.
  return { values: values as Values, isGiven: (name) => given.has(name), fault };
}

function refusal(setting: Setting, written: string): string | undefined {
  const result = setting.reads.safeParse(written);
  if (result.success) return undefined;
  const shown = setting.isSecret ? "cannot be read" : `is "${written}"`;
  return `${shown}: ${result.error.issues[0]?.message}.`;
}

function writtenText(env: Environment, name: string, setting: Setting, fault: NoteFault): string | undefined {
  const written = env[name]?.trim() || undefined;
  const file = setting.isSecret ? env[`${name}_FILE`]?.trim() : undefined;
  if (!file) return written;
  if (written) fault(`${name}_FILE`, `is given together with ${name}: keep one of the two.`);
  return readSecretFile(`${name}_FILE`, file, fault);
}

function readSecretFile(name: string, file: string, fault: NoteFault): string | undefined {
  try {
    const content = readFileSync(file, "utf8").trim();
    if (content !== "") return content;
    fault(name, `names an empty file: write the secret into ${file}.`);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? error.code : "unreadable";
    fault(name, `names a file that cannot be read (${why}): check the path and rights of ${file}.`);
  }
  return undefined;
}

function noteMisspellings(env: Environment, fault: NoteFault): void {
  for (const name of Object.keys(env)) {
    const near = env[name] ? nearestSetting(name) : undefined;
    if (near) fault(name, `is not a setting: did you mean ${near}? Rename it, or unset it.`);
  }
}

/** A setting as officers may see it: the value as it stands, null for a secret and for what is off. */
export type SettingShown = {
  readonly name: string;
  readonly isGiven: boolean;
  readonly shown: string | null;
};

/** Every setting, in the order of `.env.example`, without any secret. */
export function listSettings(env: Environment): SettingShown[] {
  return Object.entries<Setting>(settings).map(([name, setting]) => {
    const isGiven = Boolean(env[name]?.trim() || (setting.isSecret && env[`${name}_FILE`]?.trim()));
    const shown = setting.isSecret ? null : ((env[name]?.trim() || setting.byDefault) ?? null);
    return { name, isGiven, shown };
  });
}
