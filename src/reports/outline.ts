import type { Counted, Pair } from "./count.ts";
import { type PlanTask, planGroups } from "./plan-tasks.ts";
import type { Report } from "./report.ts";
import { reportTexts as texts } from "./texts.ts";

/** A figure as a line of a report. */
export type FigureLine = Pair & {
  readonly id: string;
  readonly label: string;
  readonly counts: string;
  readonly change: string;
};

/** A task of the plan with what was done for it. */
export type TaskLines = {
  readonly task: PlanTask;
  readonly lines: readonly FigureLine[];
  /** Nothing in the period: every figure is 0, or there is none. */
  readonly isEmpty: boolean;
};

export type GroupLines = {
  readonly number: string;
  readonly name: string;
  readonly tasks: readonly TaskLines[];
};

/** A report along the plan: every group, every task, every figure of it. */
export function outline(report: Report): GroupLines[] {
  return planGroups.map(({ number, name, tasks }) => ({
    number,
    name,
    tasks: tasks.map((task) => {
      const lines = task.figures.flatMap((id) => lineOf(report.figures.get(id)) ?? []);
      return { task, lines, isEmpty: lines.every(({ now }) => now === 0) };
    }),
  }));
}

/** One figure with its change; undefined when it is not in the report. */
export function lineOf(counted: Counted | undefined): FigureLine | undefined {
  if (!counted) return undefined;
  const { figure, total } = counted;
  const { id, label, counts } = figure;
  return { id, label, counts, ...total, change: sayChange(total) };
}

const grouped = new Intl.NumberFormat("vi-VN");
const share = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

/** `tăng 5 (25%)`; without a share where there was nothing before. */
export function sayChange({ now, before }: Pair): string {
  const by = now - before;
  if (by === 0) return texts.same;
  const part = before === 0 ? "" : ` (${share.format((Math.abs(by) / before) * 100)}%)`;
  return `${by > 0 ? texts.more : texts.fewer} ${grouped.format(Math.abs(by))}${part}`;
}

/** The figures a table by unit shows, with short heads. */
export const unitFigures = [
  ["ideas", "Ý tưởng"],
  ["filed", "Đơn đã nộp"],
  ["accepted", "Đơn hợp lệ"],
  ["recognized", "Sáng kiến công nhận"],
  ["asked", "Câu hỏi"],
  ["sent", "Tin đã gửi"],
] as const;

/** One unit below the scope, the scope itself (`isDirect`), or what is of no known unit (`code` null). */
export type UnitLine = {
  readonly code: string | null;
  readonly name: string;
  readonly isDirect: boolean;
  /** In the order of `unitFigures`. */
  readonly values: readonly Pair[];
};

/** The table by unit: every unit right below the scope, also those with nothing; then what else has rows. */
export function unitLines({
  figures,
  places,
  scope,
}: Pick<Report, "figures" | "places" | "scope">): UnitLine[] {
  const counted = unitFigures.map(([id]) => figures.get(id)?.lines ?? new Map<string | null, Pair>());
  const below = places.below(scope).map(({ code }) => code);
  const others = new Set(counted.flatMap((lines) => [...lines.keys()]));
  for (const code of below) others.delete(code);
  const codes = [
    ...below,
    ...[...others].filter((code) => code !== null).toSorted(),
    ...(others.has(null) ? [null] : []),
  ];
  return codes.map((code) => {
    const isDirect = code !== null && code === places.baseOf(scope);
    return {
      ...{ code, isDirect, name: nameOf(code, { places, isDirect }) },
      values: counted.map((lines) => lines.get(code) ?? { now: 0, before: 0 }),
    };
  });
}

function nameOf(
  code: string | null,
  { places, isDirect }: Pick<Report, "places"> & { isDirect: boolean },
): string {
  if (code === null) return texts.unknownUnit;
  const found = places.find(code);
  const name = found?.name ?? code;
  if (isDirect) return texts.direct(name);
  return found?.validTo && found.validTo < places.day ? texts.gone(name) : name;
}

/** Whether a line has anything now. */
export function isActive({ values }: UnitLine): boolean {
  return values.some(({ now }) => now > 0);
}

/** Units named at most where they are listed for doing nothing. */
const mostNamed = 12;

/** What a reader has to know is missing: an unfinished period, tasks and units without figures, rows without a unit. */
export function gaps(report: Report): string[] {
  const { period, counted, figures } = report;
  const empty = outline(report).flatMap(({ tasks }) => tasks.filter(({ isEmpty }) => isEmpty));
  const lines = unitLines(report);
  const quiet = lines.filter((line) => line.code !== null && !line.isDirect && !isActive(line));
  const unplaced = figures.get("filed")?.lines.get(null)?.now ?? 0;
  const now = (id: string) => figures.get(id)?.total.now ?? 0;
  return [
    ...(counted.to < period.to ? [texts.unfinished(counted.to)] : []),
    ...(empty.length > 0 ? [texts.emptyTasks(empty.map(({ task }) => task.clause))] : []),
    ...(quiet.length > 0
      ? [
          texts.quietUnits(
            quiet.length,
            quiet.slice(0, mostNamed).map(({ name }) => name),
          ),
        ]
      : []),
    ...(unplaced > 0 ? [texts.unplaced(unplaced)] : []),
    ...(now("undecided") > 0 ? [texts.undecided(now("undecided"))] : []),
    ...(now("casesWaiting") > 0 ? [texts.waiting(now("casesWaiting"))] : []),
    ...(now("casesLate") > 0 ? [texts.late(now("casesLate"))] : []),
    ...(now("uncertain") > 0 ? [texts.uncertain(now("uncertain"))] : []),
  ];
}
