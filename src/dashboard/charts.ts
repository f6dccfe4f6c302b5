import { z } from "zod";
import { countProposals } from "../proposals/finding/counts.ts";
import { count } from "./read-given.ts";
import { look, type Route } from "./routes.ts";
import { texts } from "./texts.ts";

/** A drawing with the figures it is made of: who cannot see the one reads the other. */
export type Chart = {
  readonly svg: string;
  readonly rows: readonly { readonly label: string; readonly value: number }[];
};

const size = { width: 440, height: 230 } as const;

/** Charts, drawn on the server: the page loads a picture instead of a library. */
export const chartRoutes: readonly Route[] = [
  look({
    path: "/charts/proposals",
    right: "proposals.see",
    query: z.object({ year: count(2000, 2200), dark: z.enum(["yes", "no"]).default("no") }),
    async show({ parts: { db }, caller, given: { year, dark } }): Promise<Chart | undefined> {
      // The figures are the whole federation's.
      if (caller.officer.unit !== null) return undefined;
      const counts = await countProposals(db.read, year);
      const rows = Object.entries(texts.headings).map(([heading, label]) => ({
        label,
        value: counts[heading as keyof typeof texts.headings],
      }));
      return { svg: await drawBars(rows, dark === "yes"), rows };
    },
  }),
];

/** Loaded when the first chart is drawn: most processes of a day draw none. */
export async function drawBars(rows: Chart["rows"], isDark: boolean): Promise<string> {
  const [{ init, use }, { BarChart }, { GridComponent }, { SVGRenderer }] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers"),
  ]);
  use([BarChart, GridComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  const ink = isDark ? "#e6eaee" : "#17202a";
  const text = { color: ink, fontSize: 13, fontFamily: "system-ui, sans-serif" };
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 40, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ label }) => label),
      axisLabel: text,
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [
      {
        type: "bar",
        data: rows.map(({ value }) => value),
        barMaxWidth: 20,
        itemStyle: { color: isDark ? "#7db8f0" : "#0b5cad", borderRadius: 4 },
        label: { show: true, position: "right", ...text },
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
