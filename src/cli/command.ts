import { parseArgs } from "node:util";
import type { Config } from "../config.ts";
import type { Clock } from "../kit/time.ts";

/** What a command may touch of the world around it. Tests give their own. */
export type Io = {
  /** The answer, and nothing else, goes to stdout. */
  write(text: string): void;
  /** Everything that is not the answer goes to stderr. */
  complain(text: string): void;
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Reads the settings; throws `Failure("invalid")` naming every fault. */
  readonly config: () => Config;
  readonly clock: Clock;
};

export type Option = {
  readonly type: "string" | "boolean";
  readonly meaning: string;
  /** What to write after a text option: `FILE`. */
  readonly value?: string;
};

/** 0: done. 1: refused or failed, nothing half done. 2: called in a wrong way. */
export type ExitCode = number;

export type Command = {
  /** The words that call it: `campaign add`. */
  readonly name: string;
  /** `FILE.md`, or `[FILE]` when it may be left out. */
  readonly operands: readonly string[];
  readonly meaning: string;
  /** More lines for `--help`. */
  readonly details?: string;
  readonly options?: Readonly<Record<string, Option>>;
  run(call: Call): Promise<ExitCode>;
};

/** A command as somebody called it. */
export type Call = {
  readonly operands: readonly string[];
  /** A text option's value. */
  text(option: string): string | undefined;
  /** Whether a switch is on. */
  isOn(option: string): boolean;
  readonly io: Io;
};

const help = { type: "boolean", meaning: "Show this help." } as const satisfies Option;

/** Reads the arguments after a command's name; what does not fit comes back in words. */
export function readCall(
  command: Command,
  args: readonly string[],
  io: Io,
): { kind: "call"; call: Call } | { kind: "help" } | { kind: "misuse"; words: string } {
  const options = { ...command.options, help };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return { kind: "help" };
    const words = countFault(command, positionals.length);
    if (words) return { kind: "misuse", words };
    const call: Call = {
      operands: positionals,
      text: (option) => textOf(values[option as "help"]),
      isOn: (option) => values[option as "help"] === true,
      io,
    };
    return { kind: "call", call };
  } catch (error) {
    // Node explains an unknown option in one sentence and adds how to escape it in the next.
    const words = error instanceof Error ? (error.message.split(". ")[0] ?? "") : "wrong arguments";
    return { kind: "misuse", words };
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function countFault({ operands }: Command, given: number): string | undefined {
  const needed = operands.filter((operand) => !operand.startsWith("["));
  if (given < needed.length) return `${needed[given]} is missing`;
  if (given > operands.length) {
    const most = operands.length === 0 ? "nothing" : operands.join(" ");
    return `too many words: ${most} is expected (put a text with spaces between quotes)`;
  }
  return undefined;
}

/** Says in one line how a command was called wrongly; returns the exit code for that. */
export function misuse(io: Io, words: string, more = "caunoi --help explains"): ExitCode {
  io.complain(`caunoi: ${words} (${more})\n`);
  return 2;
}

/** More options than this are not listed in the line that shows how a command is called. */
const mostListed = 3;

/** How a command is called, in one line. */
export function usage({ name, operands, options = {} }: Command): string {
  const switches = Object.entries(options).map(
    ([option, { value }]) => `[--${option}${value ? ` ${value}` : ""}]`,
  );
  const listed = switches.length > mostListed ? ["[OPTIONS]"] : switches;
  return ["caunoi", name, ...listed, ...operands].join(" ");
}

/** The help of one command. */
export function explain(command: Command): string {
  const options = Object.entries<Option>({ ...command.options, help });
  const rows = options.map(([name, { value, meaning }]): [string, string] => [
    `  --${name}${value ? ` ${value}` : ""}`,
    meaning,
  ]);
  const details = command.details ? `${command.details.trim()}\n\n` : "";
  return `${command.meaning}\n\n  ${usage(command)}\n\n${details}${columns(rows)}`;
}

/** Rows as text in aligned columns; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  const line = (row: readonly string[]) =>
    row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
