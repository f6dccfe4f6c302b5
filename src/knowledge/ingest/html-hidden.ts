/** How an element is painted: what is painted like its ground cannot be read. Colors are [r, g, b]. */
export type Paint = { readonly color: Color; readonly ground: Color };
type Color = readonly [number, number, number] | "transparent" | undefined;

/** Page colors before any element says otherwise. */
export const pagePaint: Paint = { color: [0, 0, 0], ground: [255, 255, 255] };

/** Simple selectors (`.x`, `#x`, `p`, `p.x`) with what a page's style sheets declare for them. */
export type Sheet = ReadonlyMap<string, string>;

/** Reads the style sheets of a page. Only rules of one simple selector count: hiding needs no more. */
export function readSheet(styles: readonly string[]): Sheet {
  const sheet = new Map<string, string>();
  for (const [, selectors = "", declarations = ""] of styles
    .join("\n")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    for (const selector of selectors.split(",").map((one) => one.trim().toLowerCase())) {
      if (/^[a-z0-9]*(?:[.#][\w-]+)?$/.test(selector))
        sheet.set(selector, `${sheet.get(selector) ?? ""};${declarations}`);
    }
  }
  return sheet;
}

/** Everything declared for an element: by the sheets, then by its own attributes. */
export function declarationsOf(name: string, attributes: ReadonlyMap<string, string>, sheet: Sheet): string {
  const classes = (attributes.get("class") ?? "").toLowerCase().split(/\s+/);
  const marks = [...classes.map((one) => `.${one}`), `#${(attributes.get("id") ?? "").toLowerCase()}`];
  const selectors = [name, ...marks, ...marks.map((mark) => name + mark)];
  const color = attributes.get("color");
  const ground = attributes.get("bgcolor");
  return [
    ...selectors.map((selector) => sheet.get(selector) ?? ""),
    color === undefined ? "" : `color:${color}`,
    ground === undefined ? "" : `background-color:${ground}`,
    attributes.get("style") ?? "",
  ].join(";");
}

const hiding = [
  /display\s*:\s*none/i,
  /visibility\s*:\s*(?:hidden|collapse)/i,
  /content-visibility\s*:\s*hidden/i,
  /opacity\s*:\s*(?:0+(?:\.0+)?|\.0+)\s*(?:;|!|$)/i,
  /font-size\s*:\s*(?:0+(?:\.0+)?(?:px|pt|r?em|%)?|(?:1|0?\.\d+)(?:px|pt)|0?\.[01]\d*r?em)\s*(?:;|!|$)/i,
  /text-indent\s*:\s*-\d{3,}/i,
  /(?:left|top|right|bottom|margin-left|margin-top)\s*:\s*-\d{3,}/i,
  /clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)/i,
  /clip-path\s*:\s*inset\(\s*(?:50|100)%/i,
  /transform\s*:\s*scale\(\s*0/i,
];

/** Whether an element with these declarations and attributes is kept from the reader's eyes. */
export function isHidden(declared: string, attributes: ReadonlyMap<string, string>, paint: Paint): boolean {
  if (attributes.has("hidden") || attributes.get("aria-hidden") === "true") return true;
  if (hiding.some((pattern) => pattern.test(declared))) return true;
  const isFlat = /(?:^|[;\s-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(declared);
  if (isFlat && /overflow[-xy]*\s*:\s*(?:hidden|clip)/i.test(declared)) return true;
  return paint.color === "transparent" || isSame(paint.color, paint.ground);
}

/** The paint of an element inside `outer`. */
export function paintOf(declared: string, outer: Paint): Paint {
  const color = lastColor(declared, /(?:^|;)\s*color\s*:\s*([^;!]+)/gi) ?? outer.color;
  const own = lastColor(declared, /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/gi);
  return { color, ground: own === undefined || own === "transparent" ? outer.ground : own };
}

function lastColor(declared: string, pattern: RegExp): Color {
  const values = [...declared.matchAll(pattern)].map(([, value = ""]) => readColor(value.trim()));
  return values.findLast((value) => value !== undefined);
}

const colorNames: Record<string, Color> = {
  white: [255, 255, 255],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  whitesmoke: [245, 245, 245],
  black: [0, 0, 0],
  transparent: "transparent",
};

function readColor(value: string): Color {
  const lower = value.toLowerCase();
  if (Object.hasOwn(colorNames, lower)) return colorNames[lower];
  const [, short] = lower.match(/^#([0-9a-f]{3,4})$/) ?? [];
  const [, long] = lower.match(/^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/) ?? [];
  const digits = long ?? short?.replace(/./g, "$&$&");
  if (digits) return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as never;
  const parts = lower.match(/^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?/);
  if (!parts) return undefined;
  if (parts[4] !== undefined && Number.parseFloat(parts[4]) < 0.05) return "transparent";
  return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

function isSame(one: Color, other: Color): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return false;
  return one.every((value, at) => Math.abs(value - other[at]) < 24);
}
