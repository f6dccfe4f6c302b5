import { existsSync } from "node:fs";
import { join } from "node:path";
import { openSqlite } from "../../src/database/sqlite.ts";

/** Shorter words stand in logs by chance: "có" is part of an event's name. */
const leastLetters = 6;
/** Printed once for whoever starts the program, on purpose: the link that works once. */
const forTheOperator = /^(?:Set the dashboard up|Cầu Nối is ready)/;

/**
 * What of people and of secrets stands in what a program wrote to stdout and stderr: words of the messages its
 * database holds, names, phones, and the values of secret settings. Nothing may.
 */
export async function findLeaks(
  output: string,
  dataDir: string,
  settings: Readonly<Record<string, string>>,
): Promise<string[]> {
  const lines = output.split("\n").filter((line) => !forTheOperator.test(line));
  const text = lines.join("\n").normalize("NFC");
  const secrets = Object.entries(settings)
    .filter(([name]) => /TOKEN|SECRET|KEY/.test(name) && !/_FILE$|_MODE$/.test(name))
    .map(([, value]) => value);
  const words = [...secrets, ...(await wordsOfPeople(join(dataDir, "caunoi.db")))];
  return [...new Set(words)]
    .map((word) => word.normalize("NFC").trim())
    .filter((word) => word.length >= leastLetters && text.includes(word));
}

async function wordsOfPeople(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const db = openSqlite(path);
  try {
    const inbound = await db.read.selectFrom("inbound").select(["said", "sender_name"]).execute();
    const members = await db.read.selectFrom("member").select("display_name").execute();
    const roster = await db.read.selectFrom("roster").select(["full_name", "phone"]).execute();
    const said = inbound.flatMap((row) => textsIn(JSON.parse(row.said)));
    const names = [...inbound.map((row) => row.sender_name), ...members.map((row) => row.display_name)];
    return [
      ...said,
      ...[...names, ...roster.flatMap((row) => [row.full_name, row.phone])].flatMap((one) => one ?? []),
    ];
  } finally {
    await db.close();
  }
}

/** The text of a message and the names of its files. */
function textsIn(said: { text?: string; files?: { name?: string | null; caption?: string }[] }): string[] {
  return [said.text, ...(said.files ?? []).map(({ name }) => name)].flatMap((one) => one ?? []);
}
