import { z } from "zod";
import {
  addCanned,
  type CannedChanged,
  type CannedReply,
  changeCanned,
  listCanned,
  removeCanned,
} from "../questions/canned.ts";
import { line, nothing, paragraphs } from "./read-given.ts";
import { change, done, look, type Outcome, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

/** What an officer sees of the stored replies. */
export type CannedList = { readonly rows: readonly CannedReply[] };

const body = z.object({ name: line(40), text: paragraphs(2000) });

/** Câu mẫu — replies officers keep for one another. */
export const cannedRoutes: readonly Route[] = [
  look({
    path: "/canned",
    right: "cases.answer",
    query: nothing,
    async show({ parts: { db } }): Promise<CannedList> {
      return { rows: await listCanned(db.read) };
    },
  }),
  change({
    path: "/canned",
    rights: ["canned.change"],
    body,
    run: async (tx, { caller, given, now }) =>
      settle(await addCanned(tx, { ...given, by: caller.officer.id, now }), "added"),
  }),
  change({
    path: "/canned/:number",
    rights: ["canned.change"],
    body: body.extend({ version: z.number().int() }),
    run: async (tx, { caller, given, params, now }) =>
      settle(
        await changeCanned(tx, { ...given, number: Number(params.number) || 0, by: caller.officer.id, now }),
        "changed",
      ),
  }),
  change({
    path: "/canned/:number/remove",
    rights: ["canned.change"],
    body: nothing,
    async run(tx, { params }) {
      const number = Number(params.number) || 0;
      if (!(await removeCanned(tx, number))) return refused(404, "missing", texts.missing);
      return done({}, { action: "canned.removed", subject: `canned:${number}`, detail: {} });
    },
  }),
];

function settle(result: CannedChanged, what: string): Outcome {
  if (result.kind === "missing") return refused(404, "missing", texts.missing);
  if (result.kind === "exists")
    return { ...refused(400, "invalid", texts.badFields), fields: { name: texts.cannedExists } };
  if (result.kind === "stale") return { ...refused(409, "stale", texts.cannedStale), found: result.found };
  const { number, version } = result.changed;
  return done(result.changed, { action: `canned.${what}`, subject: `canned:${number}`, detail: { version } });
}
