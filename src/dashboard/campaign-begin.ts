import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { campaignCalendar } from "../campaigns/calendar.ts";
import { findCampaign, listCampaigns } from "../campaigns/campaign.ts";
import { clausesCalled, draftByTemplate, draftKinds, type Guard } from "../campaigns/drafting.ts";
import { assistDraft } from "../campaigns/drafting-assist.ts";
import { readCampaign } from "../campaigns/file.ts";
import { nextSlot } from "../campaigns/schedule.ts";
import { sayWhen } from "../campaigns/texts.ts";
import { isFailure } from "../kit/failure.ts";
import { fromLocal, type Instant } from "../kit/time.ts";
import { findGroundFaults } from "../questions/ground.ts";
import { emptyForm, formOf, formOfFile } from "./campaign-form-of.ts";
import { isWhole, orMissing } from "./campaign-found.ts";
import type { Begun, CalendarRow, CampaignForm, ReadyRow } from "./campaign-shapes.ts";
import { campaignTexts as words } from "./campaign-texts.ts";
import { count, nothing } from "./read-given.ts";
import { type Call, type DashboardParts, look, type Route } from "./routes.ts";

/** The union's year as campaign files that come with the program. */
const readyFolder = join(import.meta.dirname, "..", "..", "deploy", "campaigns");
const fileName = /^[a-z-]{1,60}\.md$/;

/** The guard of answers to members judges drafts as well. */
const guard: Guard = (library, said) => findGroundFaults(library, said).length === 0;

/** Where a campaign can begin: a clean form, a copy, the union's year, a draft from clauses; and the calendar. */
export const campaignBeginRoutes: readonly Route[] = [
  look({
    path: "/campaign-forms",
    right: "campaigns.draft",
    query: z.object({ copy: z.string().max(36).default(""), ready: z.string().max(70).default("") }),
    show: beginWith,
  }),
  look({
    path: "/campaign-ready",
    right: "campaigns.see",
    query: nothing,
    show: async ({ parts, now }): Promise<{ rows: ReadyRow[] }> => ({ rows: await readyRows(parts, now) }),
  }),
  look({
    path: "/campaign-drafts",
    right: "campaigns.draft",
    query: z.object({
      kind: z.enum(draftKinds),
      wish: z.string().max(2000),
      clauses: z.array(z.string().max(170)).max(10),
    }),
    bodyBytes: 20_000,
    show: draft,
  }),
  look({
    path: "/campaign-calendar",
    right: "campaigns.see",
    query: z.object({ year: count(2000, 2200), month: count(0, 12) }),
    show: calendar,
  }),
];

type Asked = { copy: string; ready: string };

async function beginWith({ parts, given, now }: Call<Asked>): Promise<{ form: CampaignForm } | undefined> {
  const { copy, ready } = given;
  if (copy !== "") {
    const form = isWhole(copy)
      ? await orMissing(async () => formOf(await findCampaign(parts.db.read, copy)))
      : null;
    // A copy is for another time: the old moment is past, or sends the same twice.
    return form
      ? { form: form.time.kind === "once" ? { ...form, time: emptyForm(now).time } : form }
      : undefined;
  }
  if (ready === "") return { form: emptyForm(now) };
  const file = await readReady(ready);
  return file === undefined ? undefined : { form: formOfFile(file, now) };
}

async function readReady(name: string): Promise<string | undefined> {
  if (!fileName.test(name)) return undefined;
  return readFile(join(readyFolder, name), "utf8").catch(() => undefined);
}

async function readyRows({ db, library }: DashboardParts, now: Instant): Promise<ReadyRow[]> {
  const titles = new Set((await listCampaigns(db.read)).map(({ title }) => title));
  const names = (await readdir(readyFolder).catch(() => [])).filter((name) => fileName.test(name));
  const rows: ReadyRow[] = [];
  for (const name of names.sort()) {
    const setting = { now, limits: new Map(), library: library() };
    const reading = readCampaign((await readReady(name)) ?? "", setting);
    // What rests on a document that is not published here has nothing to say.
    if (reading.kind === "faulty") continue;
    const { title, schedule } = reading.plan;
    const next = nextSlot(schedule, now);
    rows.push({ name, title, when: sayWhen(schedule), next, isAdded: titles.has(title) });
  }
  return rows.sort((a, b) => (a.next ?? "~").localeCompare(b.next ?? "~"));
}

type Wished = { kind: (typeof draftKinds)[number]; wish: string; clauses: string[] };

async function draft({ parts, given, now }: Call<Wished>): Promise<Begun> {
  const library = parts.library();
  const { kind, clauses } = given;
  const wish = given.wish.trim();
  if (clauses.length === 0) {
    if (wish === "") return { kind: "none", words: words.draftWish };
    if (parts.drafting?.answers === undefined) return { kind: "none", words: words.noModel };
    const asked = { queries: parts.db.read, library, guard, now, settings: parts.drafting };
    const made = await assistDraft(wish, asked);
    if (made.kind === "none") return made;
    return { kind: "form", form: formOfFile(made.file, now), dropped: made.dropped };
  }
  try {
    const file = draftByTemplate(library, clausesCalled(library, clauses), { kind, now });
    return { kind: "form", form: formOfFile(file, now), dropped: [] };
  } catch (error) {
    if (isFailure(error, "missing")) return { kind: "none", words: words.noClause };
    throw error;
  }
}

/** One month, or the whole year when `month` is 0. */
async function calendar({
  parts,
  given: { year, month },
  now,
}: Call<{ year: number; month: number }>): Promise<{ rows: CalendarRow[] } | undefined> {
  const from = fromLocal(year, month === 0 ? 1 : month, 1, 0, 0);
  const until =
    month === 0 || month === 12 ? fromLocal(year + 1, 1, 1, 0, 0) : fromLocal(year, month + 1, 1, 0, 0);
  if (!from || !until) return undefined;
  return { rows: await campaignCalendar(parts.db.read, { from, until, now }) };
}
