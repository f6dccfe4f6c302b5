import { describeError, isFailure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import {
  type Command,
  columns,
  type ExitCode,
  explain,
  type Io,
  misuse,
  readCall,
  usage,
} from "./command.ts";

/** Each group is loaded when it is called: a question must not wait for the reader of backups. */
const groups: Readonly<Record<string, () => Promise<{ commands: readonly Command[] }>>> = {
  ask: () => import("./ask.ts"),
  chat: () => import("./chat.ts"),
  knowledge: () => import("./knowledge.ts"),
  eval: () => import("./eval.ts"),
  campaign: () => import("./campaign.ts"),
  quiz: () => import("./quiz.ts"),
  form: () => import("./form.ts"),
  proposals: () => import("./proposals.ts"),
  papers: () => import("./papers.ts"),
  report: () => import("./report.ts"),
  honours: () => import("./honours.ts"),
  case: () => import("./case.ts"),
  faq: () => import("./faq.ts"),
  units: () => import("./units.ts"),
  members: () => import("./members.ts"),
  data: () => import("./data.ts"),
  inbox: () => import("./inbox.ts"),
  uncertain: () => import("./uncertain.ts"),
  officer: () => import("./officer.ts"),
  backup: () => import("./backup.ts"),
  restore: () => import("./restore.ts"),
  move: () => import("./move.ts"),
  zalo: () => import("./zalo.ts"),
  doctor: () => import("./doctor.ts"),
};

/**
 * Runs `caunoi <args>` and returns the exit code. Never throws: what goes wrong is one line on stderr (a line
 * per fault for wrong settings), a stack only for our own mistakes.
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    const isOurs = !isFailure(error) || error.code === "internal";
    const words = isFailure(error) ? error.message : describeError(error);
    io.complain(`caunoi: ${redactTokens(words)}\n`);
    if (isOurs && error instanceof Error) io.complain(`${redactTokens(error.stack ?? "")}\n`);
    return 1;
  }
}

async function dispatch(args: readonly string[], io: Io): Promise<ExitCode> {
  const [first = "", ...rest] = args;
  if (first === "" || first === "help" || first === "--help" || first === "-h") {
    const text = await overview();
    if (first === "") io.complain(text);
    else io.write(text);
    return first === "" ? 2 : 0;
  }
  const group = Object.hasOwn(groups, first) ? groups[first] : undefined;
  if (!group) return misuse(io, `there is no command "${first}"`, "caunoi --help explains");
  const { commands } = await group();
  const command = [3, 2, 1]
    .map((count) => args.slice(0, count).join(" "))
    .flatMap((words) => commands.filter(({ name }) => name === words))[0];
  if (command) return runCommand(command, args.slice(command.name.split(" ").length), io);
  if (rest.includes("--help") || rest.includes("-h")) {
    io.write(list(commands));
    return 0;
  }
  const named =
    rest[0] === undefined ? `${first} needs one more word` : `there is no command "${first} ${rest[0]}"`;
  return misuse(io, named, `caunoi ${first} --help explains`);
}

async function runCommand(command: Command, args: readonly string[], io: Io): Promise<ExitCode> {
  const result = readCall(command, args, io);
  if (result.kind === "misuse")
    return misuse(io, `${result.words}; usage: ${usage(command)}`, `caunoi ${command.name} --help explains`);
  if (result.kind === "help") {
    io.write(explain(command));
    return 0;
  }
  return command.run(result.call);
}

async function overview(): Promise<string> {
  const loaded = await Promise.all(Object.values(groups).map((load) => load()));
  const head =
    "caunoi: the command line of Cầu Nối. A command never starts the server; most work while it runs.\n\n";
  return `${head}${list(loaded.flatMap(({ commands }) => commands))}\nEvery command explains itself with --help.\n`;
}

function list(commands: readonly Command[]): string {
  return columns(
    commands.map((command) => [`  ${[command.name, ...command.operands].join(" ")}`, command.meaning]),
  );
}
