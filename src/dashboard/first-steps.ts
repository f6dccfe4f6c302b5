import { z } from "zod";
import type { Queries } from "../database/database.ts";
import { listDocuments } from "../knowledge/publish.ts";
import { type FirstStep, firstSteps, readSteps, setStep } from "../people/first-steps.ts";
import { chatsOf } from "../people/officer-chat.ts";
import { listOfficers } from "../people/officers.ts";
import { rosterPage } from "../people/roster.ts";
import { loadUnits } from "../people/units.ts";
import { type Checked, checkable, type FirstStepsView } from "./first-steps-shapes.ts";
import { nothing } from "./read-given.ts";
import { type Call, change, type DashboardParts, done, look, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

/** Cài đặt ban đầu — what is still to do before members can be served well. */
export const firstStepRoutes: readonly Route[] = [
  look({ path: "/first-steps", right: "officers.manage", query: nothing, show: view }),
  look({
    path: "/first-steps/check/:what",
    right: "officers.manage",
    query: nothing,
    async show({ parts, params }): Promise<Checked | undefined> {
      const what = checkable.find((one) => one === params.what);
      return what && (await (parts.checkUp ?? notHere)(what));
    },
  }),
  change({
    path: "/first-steps/:step",
    rights: ["officers.manage"],
    body: z.object({ state: z.enum(["done", "skipped", "open"]) }),
    async run(tx, { caller, params, given: { state }, now }) {
      const step = firstSteps.find((one) => one === params.step);
      if (!step) return refused(404, "missing", texts.missing);
      await setStep(tx, { step, state, by: caller.officer.id, now });
      return done({}, { action: "first-step.set", subject: `first-step:${step}`, detail: { state } });
    },
  }),
];

async function notHere(): Promise<Checked> {
  return { isOn: false, lines: [] };
}

async function view({ parts, caller }: Call<unknown>): Promise<FirstStepsView> {
  const { db } = parts;
  const states = await readSteps(db.read);
  const met = await metIn(db.read, parts, caller.officer.id);
  const steps = firstSteps.map((step) => ({
    step,
    state: states.get(step) ?? ("open" as const),
    isMet: met[step],
  }));
  return { steps, settings: parts.settings ?? [] };
}

async function metIn(
  queries: Queries,
  { channels, hasModel, settings }: DashboardParts,
  officerId: string,
): Promise<Record<FirstStep, boolean>> {
  const isOn = (name: string) => channels.some((channel) => channel.name === name);
  const [officers, documents, roster, units, chats] = await Promise.all([
    listOfficers(queries),
    listDocuments(queries),
    rosterPage(queries, { afterCode: "", limit: 1 }),
    loadUnits(queries),
    chatsOf(queries, officerId),
  ]);
  return {
    organization: settings?.some(({ name, isGiven }) => name === "ORGANIZATION" && isGiven) ?? false,
    officers: officers.filter(({ status }) => status !== "disabled").length > 1,
    telegram: isOn("telegram"),
    zalo: isOn("zalo-oa") || isOn("zalo-bot"),
    model: hasModel ?? false,
    documents: documents.some(({ status }) => status === "published"),
    roster: units.all.length > 0 && roster.length > 0,
    test: chats.length > 0,
  };
}
