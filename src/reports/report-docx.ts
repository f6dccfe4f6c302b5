import { localDate } from "../kit/time.ts";
import { type Chart, chartSize, drawChart } from "../papers/chart.ts";
import {
  type Block,
  body,
  bold,
  gap,
  head,
  line,
  picture,
  recipientsAndSignature,
  section,
  table,
  title,
} from "../papers/pieces.ts";
import { sayDay, showNumber } from "../papers/words.ts";
import { writeDocx } from "../papers/write-docx.ts";
import { charts } from "./charts.ts";
import {
  type FigureLine,
  gaps,
  isActive,
  lineOf,
  outline,
  type TaskLines,
  unitFigures,
  unitLines,
} from "./outline.ts";
import { paperTexts as texts } from "./paper-texts.ts";
import { sayPeriod } from "./period.ts";
import type { Report } from "./report.ts";

/** Who issues a report, as the head and the signature say it. */
export type Issuer = {
  /** The federation's name: the issuer of a report about everything. */
  readonly organization: string;
  /** Địa danh, before the day; dots when "". */
  readonly place: string;
};

/** Steps that are never mixed stand first, each a line of its own. */
const mainFigures = ["ideas", "drafts", "filed", "accepted", "recognized", "asked", "sent", "casesAnswered"];

/** Units named in the paper; the table behind it has all of them. */
const mostUnits = 40;

/** The report as a Word file in administrative layout (Nghị định 30/2020/NĐ-CP), to be edited, numbered and signed. */
export function reportDocx(report: Report, issuer: Issuer): Promise<Uint8Array> {
  const { period, unit } = report;
  const isOver = report.counted.to === period.to;
  const about = texts.about(isOver ? texts.kinds[period.kind] : texts.soFar, sayPeriod(period));
  return writeDocx({
    title: `${texts.name} ${about.join(" ")}`,
    blocks: [
      headOf(report, issuer),
      ...title(texts.name, about),
      body(texts.opening(unit?.name ?? issuer.organization, sayPeriod(period))),
      line(texts.counted(report.counted.from, report.counted.to, [report.before.from, report.before.to]), {
        ...{ side: "both", isIndented: true, isItalic: true, space: [0, 6] },
      }),
      ...mainBlocks(report),
      section(texts.tasks),
      ...outline(report).flatMap(({ number, name, tasks }, group) => [
        section(`${group + 1}. ${name} (${texts.clause(number)})`),
        ...tasks.flatMap((task, index) => taskBlocks(report, task, `${group + 1}.${index + 1}`)),
      ]),
      ...unitBlocks(report),
      section(texts.gaps),
      ...gapBlocks(report),
      section(texts.ahead),
      body(texts.toFill),
      ...signatureOf(report),
    ],
  });
}

function headOf({ unit, places, madeAt }: Report, { organization, place }: Issuer): Block {
  const above = unit?.parent ? places.find(unit.parent)?.name : undefined;
  return head({
    above: unit ? (above ?? organization).toLocaleUpperCase("vi") : texts.above,
    issuer: (unit?.name ?? organization).toLocaleUpperCase("vi"),
    number: texts.number(signOf(unit?.level)),
    placeAndDay: texts.placeAndDay(place, sayDay(localDate(madeAt))),
  });
}

/** Ký hiệu: the short form of the body that issues the paper. */
function signOf(level: NonNullable<Report["unit"]>["level"] | undefined): string {
  if (level === undefined || level === "province") return "LĐLĐ";
  return level === "grassroots" || level === "group" ? "CĐCS" : "CĐ";
}

function mainBlocks(report: Report): Block[] {
  const lines = mainFigures.flatMap((id) => lineOf(report.figures.get(id)) ?? []);
  return [
    section(texts.main),
    figureTable(lines),
    line(texts.stepsNote, { isItalic: true, size: "small", space: [4, 4] }),
    ...charts(report).map(pictureOf),
  ];
}

function pictureOf(chart: Chart): Block {
  return picture(drawChart(chart), { ...chartSize, alt: chart.title });
}

function figureTable(lines: readonly FigureLine[]): Block {
  return table({
    columns: [
      { title: texts.figure, share: 41 },
      { title: texts.counts, share: 11, side: "center" },
      { title: texts.now, share: 15, side: "right" },
      { title: texts.before, share: 15, side: "right" },
      { title: texts.change, share: 18 },
    ],
    rows: lines.map(({ label, counts, now, before, change }) => [
      ...[label, counts, showNumber(now), showNumber(before), change],
    ]),
  });
}

function taskBlocks(report: Report, { task, lines, isEmpty }: TaskLines, number: string): Block[] {
  const hasAny = lines.some(({ now, before }) => now > 0 || before > 0);
  const told = isEmpty
    ? texts.noData(task.missing)
    : lines
        .filter(({ now }) => now > 0)
        .map(sayLine)
        .join("; ");
  return [
    line([bold(`${number}. ${task.name}`), ` (${texts.clause(task.clause)})`], {
      side: "both",
      keepsNext: true,
      space: [4, 2],
    }),
    body(isEmpty ? told : `${told.charAt(0).toLocaleUpperCase("vi")}${told.slice(1)}.`),
    ...(hasAny ? [figureTable(lines), gap()] : []),
    ...(task.clause === "II.3.3" ? exampleBlocks(report) : []),
    ...(task.clause === "III.2"
      ? [line(texts.reorganized, { isItalic: true, side: "both", space: [0, 6] })]
      : []),
  ];
}

/** `đơn đã nộp: 12 hồ sơ (tăng 4, 50%)`. */
function sayLine({ label, now, counts, change }: FigureLine): string {
  return `${label.charAt(0).toLocaleLowerCase("vi")}${label.slice(1)}: ${showNumber(now)} ${counts} (${change.replace(" (", ", ").replace(")", "")})`;
}

function exampleBlocks({ examples }: Report): Block[] {
  if (examples.length === 0) return [];
  return [
    body(texts.examples),
    ...examples.map(({ title: name, author, hasCoauthors, unit, benefit }) =>
      body([
        `- ${texts.example({ title: name, author, others: hasCoauthors, unit })}`,
        ...(benefit === "" ? [] : [texts.quote(benefit)]),
      ]),
    ),
  ];
}

function unitBlocks(report: Report): Block[] {
  const all = unitLines(report);
  if (all.length === 0) return [section(texts.units), body(texts.noUnits)];
  const weight = (line: (typeof all)[number]) => line.values.reduce((sum, { now }) => sum + now, 0);
  const active = all.filter(isActive).toSorted((a, b) => weight(b) - weight(a));
  const shown = (active.length > 0 ? active : all).slice(0, mostUnits);
  const totals = unitFigures.map(([id]) => showNumber(report.figures.get(id)?.total.now ?? 0));
  return [
    section(texts.units),
    table({
      columns: [
        { title: texts.unit, share: 40 },
        ...unitFigures.map(([, name]) => ({ title: name, share: 12, side: "right" as const })),
      ],
      rows: [
        ...shown.map(({ name, values }) => [name, ...values.map(({ now }) => showNumber(now))]),
        [[bold(texts.total)], ...totals.map((text) => [bold(text)])],
      ],
    }),
    ...(all.length > shown.length ? [body(texts.moreUnits(all.length - shown.length))] : [gap()]),
  ];
}

function gapBlocks(report: Report): Block[] {
  const missing = gaps(report);
  return missing.length === 0 ? [body(texts.nothingMissing)] : missing.map((text) => body(`- ${text}`));
}

function signatureOf({ unit }: Report): Block[] {
  const isBase = unit !== null && unit.level !== "province";
  return recipientsAndSignature(isBase ? texts.unitRecipients : texts.recipients, {
    capacity: [isBase ? texts.onBehalfOfCommittee : texts.onBehalf, texts.head],
    hint: texts.hint,
    name: "",
  });
}
