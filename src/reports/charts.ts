import type { Chart } from "../papers/chart.ts";
import { unitLines } from "./outline.ts";
import { paperTexts as texts } from "./paper-texts.ts";
import { monthsOf } from "./period.ts";
import type { Frame, Report } from "./report.ts";

const steps = [
  ["drafts", "Bản nháp"],
  ["ideas", "Ý tưởng"],
  ["filed", "Đã nộp"],
  ["accepted", "Hợp lệ"],
  ["recognized", "Công nhận"],
] as const;
const monthly = [
  ["asked", "Câu hỏi"],
  ["filed", "Đơn đã nộp"],
  ["recognized", "Được công nhận"],
] as const;

const mostUnits = 5;
const charactersInLine = 15;

/** The figures that are drawn. */
export const drawnFigures: readonly string[] = [...new Set([...steps, ...monthly].map(([id]) => id))];

/** What pictures are made of. */
type Drawn = Frame & Pick<Report, "figures">;

/** The pictures of a report; one without a figure above zero is left out. */
export function charts(report: Drawn): Chart[] {
  return [stepChart(report), monthChart(report), unitChart(report)].filter(
    (chart) =>
      chart.labels.length > 1 && chart.series.some(({ values }) => values.some((value) => value > 0)),
  );
}

function stepChart({ figures }: Drawn): Chart {
  const total = (id: string) => figures.get(id)?.total ?? { now: 0, before: 0 };
  return {
    kind: "bar",
    title: texts.steps,
    labels: steps.map(([, label]) => label),
    series: [
      { name: texts.before, values: steps.map(([id]) => total(id).before) },
      { name: texts.now, values: steps.map(([id]) => total(id).now) },
    ],
  };
}

function monthChart({ counted, figures }: Drawn): Chart {
  const months = monthsOf(counted);
  return {
    kind: "line",
    title: texts.byMonth,
    labels: months.map(({ name }) => name.slice(5)),
    series: monthly.map(([id, name]) => ({
      name,
      values: months.map((_, index) => figures.get(id)?.months[index] ?? 0),
    })),
  };
}

function unitChart(report: Drawn): Chart {
  const filed = report.figures.get("filed")?.lines;
  const lines = unitLines(report)
    .map(({ code, name }) => ({ name, value: filed?.get(code)?.now ?? 0 }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value)
    .slice(0, mostUnits);
  return {
    kind: "bar",
    title: texts.byUnit,
    labels: lines.map(({ name }) => wrapped(name)),
    series: [{ name: texts.now, values: lines.map(({ value }) => value) }],
  };
}

/** A long name on lines that fit under its bar, three at most. */
function wrapped(name: string): string {
  const lines = [""];
  for (const word of name.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length + 1 > charactersInLine) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return `${lines.slice(0, 3).join("\n")}${lines.length > 3 ? "…" : ""}`;
}
