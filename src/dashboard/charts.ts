import type { EChartsOption } from "echarts";
import { z } from "zod";
import { countProposals } from "../proposals/finding/counts.ts";
import { count } from "./read-given.ts";
import { look, type Route } from "./routes.ts";
import { texts } from "./texts.ts";

/** A drawing with the figures it is made of: who cannot see the one reads the other. */
export type Chart = {
  readonly svg: string;
  /** `href`: the page of the dashboard that has the rows behind a figure. */
  readonly rows: readonly { readonly label: string; readonly value: number; readonly href?: string }[];
};

/** Names of bars are broken into lines beyond it. */
const labelWidth = 190;
const size = { width: 440, height: 230 } as const;

/** Charts, drawn on the server: the page loads a picture instead of a library. */
export const chartRoutes: readonly Route[] = [
  look({
    path: "/charts/proposals",
    right: "proposals.see",
    query: z.object({ year: count(2000, 2200), dark: z.enum(["yes", "no"]).default("no") }),
    async show({ parts: { db }, caller, given }): Promise<Chart | undefined> {
      // The figures are the whole federation's.
      if (caller.officer.unit !== null) return undefined;
      const counts = await countProposals(db.read, given.year);
      const rows = Object.entries(texts.headings).map(([heading, label]) => ({
        label,
        value: counts[heading as keyof typeof texts.headings],
        href: `/sang-kien?heading=${heading}&year=${given.year}`,
      }));
      return { svg: await drawBars(rows, given.dark === "yes"), rows };
    },
  }),
];

type Series = { readonly name: string; readonly values: readonly number[] };
type Ink = { readonly ink: string; readonly colors: readonly [string, string] };

const light: Ink = { ink: "#17202a", colors: ["#0b5cad", "#c2540a"] };
const dark: Ink = { ink: "#e6eaee", colors: ["#7db8f0", "#fdba8c"] };

/** Bars side by side, one row each. */
export function drawBars(rows: Chart["rows"], isDark: boolean): Promise<string> {
  const { ink, colors } = isDark ? dark : light;
  const text = textIn(ink);
  return draw({
    grid: { left: labelWidth + 12, right: 44, top: 8, bottom: 8 },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ label }) => label),
      axisLabel: { ...text, width: labelWidth, overflow: "break" },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [
      {
        type: "bar",
        data: rows.map(({ value }) => value),
        barMaxWidth: 20,
        itemStyle: { color: colors[0], borderRadius: 4 },
        label: { show: true, position: "right", ...text },
      },
    ],
  });
}

/** Columns over time, made of parts; the legend names them. */
export function drawStacked(
  labels: readonly string[],
  series: readonly Series[],
  isDark: boolean,
): Promise<string> {
  const { ink, colors } = isDark ? dark : light;
  const text = textIn(ink);
  return draw({
    color: [...colors],
    grid: { left: 8, right: 8, top: 36, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { top: 0, textStyle: text },
    xAxis: { type: "category", data: [...labels], axisLabel: text, axisTick: { show: false } },
    yAxis: { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { opacity: 0.3 } } },
    series: series.map(({ name, values }) => ({
      name,
      type: "bar",
      stack: "all",
      data: [...values],
      barMaxWidth: 30,
    })),
  });
}

function textIn(ink: string) {
  return { color: ink, fontSize: 13, fontFamily: "system-ui, sans-serif" };
}

/** Loaded when the first chart is drawn: most processes of a day draw none. */
async function draw(option: EChartsOption): Promise<string> {
  const [{ init, use }, { BarChart }, { GridComponent, LegendComponent }, { SVGRenderer }] =
    await Promise.all([
      import("echarts/core"),
      import("echarts/charts"),
      import("echarts/components"),
      import("echarts/renderers"),
    ]);
  use([BarChart, GridComponent, LegendComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption({ animation: false, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
