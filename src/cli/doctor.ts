import type { Config } from "../config.ts";
import { isFailure } from "../kit/failure.ts";
import { checkBackups } from "./checks/backups.ts";
import { checkDatabase } from "./checks/database.ts";
import { checkFacebookPage } from "./checks/facebook.ts";
import { type Finding, finding, look } from "./checks/finding.ts";
import { checkMachine } from "./checks/machine.ts";
import { checkLanguageModel } from "./checks/model.ts";
import { checkRepairs } from "./checks/repair.ts";
import { checkKnowledge, checkServer, checkTelegram } from "./checks/services.ts";
import { checkTemplates } from "./checks/templates.ts";
import { checkZaloBot, checkZaloOa } from "./checks/zalo.ts";
import { type Call, type Command, columns, type ExitCode, type Io } from "./command.ts";

export const commands: readonly Command[] = [
  {
    name: "doctor",
    operands: [],
    options: {
      repair: { type: "boolean", meaning: "Mend what can be mended without losing anything." },
    },
    meaning: "Check settings, machine, database, knowledge and every channel; changes nothing by itself.",
    details:
      "Each line says ok, warn (look at it) or fault (does not work) and what to do. Exits with 1 on a fault.\n" +
      "--repair removes what killed backups left behind and takes the data out of others' sight.",
    run,
  },
];

async function run({ io, isOn }: Call): Promise<ExitCode> {
  const findings = await examine(io, isOn("repair"));
  io.write(columns(findings.map(({ level, what, words }) => [level.padEnd(5), what, words])));
  return findings.some(({ level }) => level === "fault") ? 1 : 0;
}

async function examine(io: Io, isMending: boolean): Promise<Finding[]> {
  const config = readSettings(io);
  if (Array.isArray(config)) return config;
  const checks = await Promise.all([
    look("folder", () => checkMachine(config)),
    look("database", () => checkDatabase(config, io.clock())),
    look("backup", () => checkBackups(config, io.clock())),
    look("repair", () => checkRepairs(config, { isMending, now: io.clock() })),
    look("knowledge", checkKnowledge),
    look("server", () => checkServer(config)),
    look("telegram", () => checkTelegram(config, io.clock)),
    look("zalo-bot", () => checkZaloBot(config, io.clock)),
    look("zalo-oa", () => checkZaloOa(config, io.clock)),
    look("facebook", () => checkFacebookPage(config, io.clock)),
    look("templates", () => checkTemplates(config)),
    look("model", () => checkLanguageModel(config)),
  ]);
  return [finding("ok", "settings", "can be read."), ...checks.flat()];
}

/** Without settings nothing else can be looked at: each of their faults is a line. */
function readSettings(io: Io): Config | Finding[] {
  try {
    return io.config();
  } catch (error) {
    if (!isFailure(error, "invalid")) throw error;
    const [, ...faults] = error.message.split("\n");
    return faults.map((fault) => finding("fault", "settings", fault.trim()));
  }
}
