import { z } from "zod";
import { tallyOutcomes } from "../delivery/figures.ts";
import { addMs, type Instant, localTime, sayDate, toMs } from "../kit/time.ts";
import { countAsked, countCited } from "../questions/asked.ts";
import { answerSpans } from "../questions/cases.ts";
import { type Chart, drawBars, drawStacked } from "./charts.ts";
import { type Call, look, type Route } from "./routes.ts";
import { texts } from "./texts.ts";

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
const weeks = 8;
const query = z.object({ dark: z.enum(["yes", "no"]).default("no") });
type Asked = Call<z.output<typeof query>>;
const { charts: words } = texts;

/** What the last weeks brought; the figures are the whole federation's. */
export const workChartRoutes: readonly Route[] = [
  look({ path: "/charts/questions", right: "knowledge.see", query, show: whole(questions) }),
  look({ path: "/charts/topics", right: "knowledge.see", query, show: whole(topics) }),
  look({ path: "/charts/answers", right: "cases.see", query, show: whole(answers) }),
  look({ path: "/charts/deliveries", right: "campaigns.see", query, show: whole(deliveries) }),
];

/** Who is bound to a unit gets none. */
function whole(draw: (call: Asked) => Promise<Chart>) {
  return async (call: Asked): Promise<Chart | undefined> =>
    call.caller.officer.unit === null ? draw(call) : undefined;
}

/** The start of the Monday that begins the week of `at`, in Việt Nam. */
function weekOf(at: Instant): Instant {
  const { hour, minute, second, weekday } = localTime(at);
  const sinceMidnight = ((hour * 60 + minute) * 60 + second) * 1000 + (toMs(at) % 1000);
  return addMs(at, -((weekday - 1) * dayMs + sinceMidnight));
}

async function questions({ parts: { db }, given: { dark }, now }: Asked): Promise<Chart> {
  const first = addMs(weekOf(now), -(weeks - 1) * weekMs);
  const days = await countAsked(db.read, first);
  const labels = Array.from({ length: weeks }, (_, week) => addMs(first, week * weekMs));
  const inWeek = (at: Instant, isAnswered: boolean) =>
    days
      .filter(({ day, kind }) => {
        const moment = Date.parse(`${day}T12:00:00Z`) - toMs(at);
        const isOpen = kind === "unknown" || kind === "partial";
        return moment >= 0 && moment < weekMs && isOpen !== isAnswered;
      })
      .reduce((sum, { count }) => sum + count, 0);
  const series = [
    { name: words.answered, values: labels.map((at) => inWeek(at, true)) },
    { name: words.unanswered, values: labels.map((at) => inWeek(at, false)) },
  ];
  const names = labels.map((at) => sayDate(at).slice(0, 5));
  const rows = names.flatMap((name, week) =>
    series.map((one, index) => ({
      label: `${words.weekFrom(name)}, ${one.name}`,
      value: one.values[week] ?? 0,
      ...(index === 1 ? { href: "/tri-thuc?muc=unanswered" } : {}),
    })),
  );
  return { svg: await drawStacked(names, series, dark === "yes"), rows };
}

async function topics({ parts, given: { dark }, now }: Asked): Promise<Chart> {
  const { documents } = parts.library();
  const cited = (await countCited(parts.db.read, addMs(now, -weeks * weekMs))).slice(0, 7);
  const rows = cited.map(({ document, count }) => {
    const known = documents.get(document);
    const href = known ? `/tri-thuc/${encodeURIComponent(document)}` : "/tri-thuc?muc=faqs";
    return { label: known?.name ?? words.faqs, value: count, href };
  });
  return { svg: await drawBars(rows, dark === "yes"), rows };
}

async function answers({ parts: { db }, given: { dark }, now }: Asked): Promise<Chart> {
  const spans = await answerSpans(db.read, addMs(now, -90 * dayMs));
  const ends = [4 * 3_600_000, dayMs, 2 * dayMs, Number.POSITIVE_INFINITY];
  const rows = ends.map((end, index) => ({
    label: words.spans[index] ?? "",
    value: spans.filter((span) => span <= end && span > (ends[index - 1] ?? -1)).length,
    href: "/hop-thu?muc=all&xong=yes",
  }));
  return { svg: await drawBars(rows, dark === "yes"), rows };
}

async function deliveries({ parts: { db }, given: { dark }, now }: Asked): Promise<Chart> {
  const counts = await tallyOutcomes(db.read, addMs(now, -30 * dayMs));
  const rows = (Object.keys(words.outcomes) as (keyof typeof words.outcomes)[]).map((status) => ({
    label: words.outcomes[status],
    value: counts[status],
    href: status === "uncertain" ? "/truyen-thong/chua-ro" : "/truyen-thong",
  }));
  return { svg: await drawBars(rows, dark === "yes"), rows };
}
