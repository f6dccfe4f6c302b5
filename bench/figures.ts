/** What a figure has to hold: at least this, or under this. */
export type Bound = { readonly kind: "least" | "most"; readonly value: number };

/** One figure; without a bound it only informs. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: Bound | undefined;
};

export function figure(what: string, value: number, unit: string, bound?: Bound): Figure {
  return { what, value, unit, bound };
}

export function atMost(value: number): Bound {
  return { kind: "most", value };
}

export function holds({ value, bound }: Figure): boolean {
  if (!bound) return true;
  return bound.kind === "least" ? value >= bound.value : value < bound.value;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/** The value below which `share` (0 to 1) of the sorted values lie. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A Markdown table of figures, with what each has to hold. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, unit, bound } = figure;
    const demand = bound ? `${bound.kind === "least" ? "at least" : "under"} ${bound.value} ${unit}` : "";
    return `| ${what} | ${round(figure.value)} ${unit} | ${demand} | ${bound ? (holds(figure) ? "yes" : "**no**") : ""} |`;
  });
  return ["| Figure | Measured | Demanded | Held |", "|---|---|---|---|", ...rows].join("\n");
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
