import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { isFailure } from "../kit/failure.ts";
import { importMembers } from "../people/import-members.ts";
import { importUnits } from "../people/import-units.ts";
import type { RowFault } from "../people/rows.ts";
import { type Call, change, done, look, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

/** A list of the whole federation is a few million bytes; base64 makes a third more of them. */
const largestList = 20_000_000;
const mostFaults = 200;
const given = z.object({ what: z.enum(["members", "units"]), base64: z.string().min(1) });
type Given = z.output<typeof given>;

/** What a list would change, or everything that is wrong with it. */
export type ListChecked =
  | {
      readonly kind: "taken";
      readonly added: number;
      readonly changed: number;
      readonly unchanged: number;
      /** Columns nothing is read from. */
      readonly unread: readonly string[];
      readonly phonesLeftOut: number;
    }
  | { readonly kind: "refused"; readonly faults: readonly RowFault[]; readonly more: number }
  | { readonly kind: "unreadable"; readonly why: string };

/** Danh sách đoàn viên và đơn vị — looked at first, then taken as a whole or not at all. */
export const rosterRoutes: readonly Route[] = [
  look({
    path: "/roster/check",
    right: "members.change",
    query: given,
    bodyBytes: largestList * 1.4,
    show: ({ parts, given: asked, now }) => take(parts.db.read, asked, { now, isTrial: true }),
  }),
  change({
    path: "/roster",
    rights: ["members.change"],
    body: given,
    bodyBytes: largestList * 1.4,
    run: takeList,
  }),
];

async function takeList(tx: Queries, { given: asked, now }: Call<Given>): Promise<Outcome> {
  const result = await take(tx, asked, { now, isTrial: false });
  if (result.kind !== "taken") return { ...refused(409, result.kind, texts.listRefused), found: result };
  const { added, changed } = result;
  const audit = { action: "roster.taken", subject: `list:${asked.what}`, detail: { added, changed } };
  return done(result, audit);
}

async function take(
  queries: Queries,
  { what, base64 }: Given,
  terms: { now: Call<Given>["now"]; isTrial: boolean },
): Promise<ListChecked> {
  const bytes = Buffer.from(base64, "base64");
  const importList = what === "members" ? importMembers : importUnits;
  try {
    const result = await importList(queries, bytes, terms);
    if (result.kind === "refused")
      return {
        kind: "refused",
        faults: result.faults.slice(0, mostFaults),
        more: Math.max(0, result.faults.length - mostFaults),
      };
    const phonesLeftOut = "phonesLeftOut" in result ? Number(result.phonesLeftOut) : 0;
    return { ...result, phonesLeftOut };
  } catch (error) {
    // The reader of lists says in an officer's words what to mend.
    if (isFailure(error, "invalid")) return { kind: "unreadable", why: error.message };
    throw error;
  }
}
