import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { plainOf } from "./plain.ts";
import { showNumber } from "./words.ts";

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Figures as a picture. Every series has a value for each label. */
export type Chart = {
  readonly kind: "bar" | "line" | "pie";
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
};

/** Pixels of 1/96 inch on paper; the picture has twice as many, so that print stays sharp. */
export const chartSize = { width: 600, height: 320 } as const;

const require = createRequire(import.meta.url);
const fontFiles = [
  require.resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"),
  require.resolve("@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf"),
];
const colors = ["#1f5f99", "#c8772e", "#4f8a4c", "#8b3a62", "#6b6b6b", "#b59b2c"];

/** A chart as PNG, drawn with the font of the papers and no other: it looks the same on every machine. */
export function drawChart(chart: Chart): Uint8Array {
  const drawing = init(null, null, { renderer: "svg", ssr: true, ...chartSize });
  try {
    drawing.setOption(optionOf(chart));
    return rasterize(drawing.renderToSVGString());
  } finally {
    drawing.dispose();
  }
}

function rasterize(svg: string): Uint8Array {
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: "Tinos" };
  return new Resvg(svg, { font, background: "white", fitTo: { mode: "zoom", value: 2 } }).render().asPng();
}

function optionOf(chart: Chart) {
  const names = chart.series.map(({ name }) => plainOf(name));
  const text = { fontFamily: "Tinos", fontSize: 14, color: "#222" };
  return {
    animation: false,
    color: colors,
    textStyle: text,
    title: {
      text: plainOf(chart.title),
      left: "center",
      textStyle: { ...text, fontSize: 17, fontWeight: "bold" as const },
    },
    ...(names.length > 1 || chart.kind === "pie" ? { legend: { bottom: 0, textStyle: text } } : {}),
    ...(chart.kind === "pie" ? pieOf(chart) : axesOf(chart, chart.kind, text)),
  };
}

function pieOf({ labels, series }: Chart) {
  const [first] = series;
  const data = labels.map((label, index) => ({ name: plainOf(label), value: first?.values[index] ?? 0 }));
  return { series: [{ type: "pie" as const, radius: "60%", data, label: { formatter: pieLabel } }] };
}

function pieLabel({ name, value }: { name: string; value: unknown }): string {
  return `${name}: ${showNumber(Number(value))}`;
}

function axesOf({ labels, series }: Chart, kind: "bar" | "line", text: { fontFamily: string }) {
  const axisLabel = { ...text, formatter: showNumber };
  return {
    grid: { left: 16, right: 16, top: 44, bottom: series.length > 1 ? 64 : 28 },
    xAxis: { type: "category" as const, data: labels.map(plainOf), axisLabel: { ...text, interval: 0 } },
    // Room above the highest bar, whose number would stand in the title.
    yAxis: { type: "value" as const, minInterval: 1, boundaryGap: [0, "10%"], axisLabel },
    series: series.map(({ name, values }) => ({
      type: kind,
      name: plainOf(name),
      data: [...values],
      label: {
        show: kind === "bar",
        position: "top" as const,
        formatter: ({ value }: { value: unknown }) => showNumber(Number(value)),
      },
    })),
  };
}
