import { userInfo } from "node:os";
import type { Queries } from "../database/database.ts";
import { listOfficers, type Officer } from "../people/officers.ts";
import type { Call, Option } from "./command.ts";

export const by = {
  type: "string",
  value: "NAME",
  meaning: "Who decides: an officer's name or login; your user name on this machine when left out.",
} as const satisfies Option;

/** Who decides on the command line: an officer who can log in, by login or name, or the operator. */
export async function deciderOf(call: Call, queries: Queries): Promise<{ by: string; officer?: Officer }> {
  const named = call.text("by") ?? userInfo().username;
  const wanted = named.normalize("NFC").trim();
  const active = (await listOfficers(queries)).filter(({ status }) => status === "active");
  const found = active.filter(({ name, login }) => login === wanted.toLowerCase() || name === wanted);
  const [officer] = found;
  // Of two with one name nobody can tell who decided.
  return officer && found.length === 1 ? { by: officer.name, officer } : { by: named };
}
