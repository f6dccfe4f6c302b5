/** What numbers a paragraph: a list of the document and a level in it, 0 outermost. */
type Place = { readonly list: string; readonly level: number };
type Level = {
  readonly format: string;
  readonly text: string;
  readonly start: number;
  /** Whether the numbers of outer levels are shown in digits here whatever their own format. */
  readonly isLegal: boolean;
};
type Lists = ReadonlyMap<string, { readonly abstract: string; readonly levels: ReadonlyMap<number, Level> }>;

/**
 * Writes the numbers Word draws by itself ("II.", "3.4.", "a)") into the text of `document.xml`: they are part of
 * how a clause is cited, and a reader of the text alone would lose them. Bullets become "- ".
 *
 * `numbering` and `styles` are the parts of these names, empty when the file has none.
 */
export function writeNumbers(document: string, numbering: string, styles: string): string {
  const lists = readLists(numbering);
  const byStyle = readStyles(styles);
  const counters = new Map<string, number[]>();
  return document.replace(/<w:p(?:\s[^>]*)?>(<w:pPr>[\s\S]*?<\/w:pPr>)/g, (whole, properties: string) => {
    const place = placeOf(properties, byStyle);
    const list = place && lists.get(place.list);
    if (!place || !list) return whole;
    const mark = nextMark(place, list.levels, countersOf(counters, list.abstract));
    const run = mark === "" ? "" : `<w:r><w:t xml:space="preserve">${escapeXml(mark)} </w:t></w:r>`;
    return whole.replace(/<w:numPr>[\s\S]*?<\/w:numPr>/, '<w:numPr><w:numId w:val="0"/></w:numPr>') + run;
  });
}

function countersOf(counters: Map<string, number[]>, abstract: string): number[] {
  const known = counters.get(abstract) ?? [];
  counters.set(abstract, known);
  return known;
}

function placeOf(properties: string, byStyle: ReadonlyMap<string, Place>): Place | undefined {
  const style = attributeOf(properties, "w:pStyle");
  const inherited = style === undefined ? undefined : byStyle.get(style);
  const own = properties.match(/<w:numPr>([\s\S]*?)<\/w:numPr>/)?.[1];
  if (own === undefined) return inherited;
  const list = attributeOf(own, "w:numId") ?? inherited?.list;
  const level = Number(attributeOf(own, "w:ilvl") ?? inherited?.level ?? 0);
  return list === undefined || list === "0" ? undefined : { list, level };
}

function nextMark(place: Place, levels: ReadonlyMap<number, Level>, counters: number[]): string {
  const level = levels.get(place.level);
  if (!level) return "";
  counters[place.level] = (counters[place.level] ?? level.start - 1) + 1;
  counters.length = place.level + 1;
  if (level.format === "bullet") return "-";
  if (level.format === "none") return "";
  return level.text.replace(/%(\d)/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    const shown = levels.get(at);
    const value = counters[at] ?? shown?.start ?? 1;
    return format(value, level.isLegal && at < place.level ? "decimal" : (shown?.format ?? "decimal"));
  });
}

function format(value: number, kind: string): string {
  switch (kind) {
    case "upperRoman":
      return roman(value);
    case "lowerRoman":
      return roman(value).toLowerCase();
    case "upperLetter":
      return letter(value).toUpperCase();
    case "lowerLetter":
      return letter(value);
    case "decimalZero":
      return String(value).padStart(2, "0");
    default:
      return String(value);
  }
}

function letter(value: number): string {
  return String.fromCharCode(97 + ((value - 1) % 26));
}

function roman(value: number): string {
  const signs: [number, string][] = [
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ];
  let left = Math.min(value, 39);
  let text = "";
  for (const [worth, sign] of signs) {
    for (; left >= worth; left -= worth) text += sign;
  }
  return text;
}

function readLists(numbering: string): Lists {
  const abstracts = new Map<string, Map<number, Level>>();
  for (const [, id = "", body = ""] of numbering.matchAll(
    /<w:abstractNum\s[^>]*w:abstractNumId="(\d+)"[^>]*>([\s\S]*?)<\/w:abstractNum>/g,
  )) {
    abstracts.set(id, readLevels(body));
  }
  const lists = new Map<string, { abstract: string; levels: ReadonlyMap<number, Level> }>();
  for (const [, id = "", body = ""] of numbering.matchAll(
    /<w:num\s[^>]*w:numId="(\d+)"[^>]*>([\s\S]*?)<\/w:num>/g,
  )) {
    const abstract = attributeOf(body, "w:abstractNumId") ?? "";
    const levels = new Map([...(abstracts.get(abstract) ?? [])]);
    const isOwn = /<w:lvlOverride/.test(body);
    for (const [at, start] of overriddenStarts(body)) {
      const level = levels.get(at);
      if (level) levels.set(at, { ...level, start });
    }
    for (const [at, level] of readLevels(body)) levels.set(at, level);
    // A list with its own start counts for itself; the others go on together.
    lists.set(id, { abstract: isOwn ? `own ${id}` : abstract, levels });
  }
  return lists;
}

function* overriddenStarts(body: string): Generator<[number, number]> {
  for (const [, at = "0", inner = ""] of body.matchAll(
    /<w:lvlOverride\s[^>]*w:ilvl="(\d)"[^>]*>([\s\S]*?)<\/w:lvlOverride>/g,
  )) {
    const start = attributeOf(inner, "w:startOverride");
    if (start !== undefined) yield [Number(at), Number(start)];
  }
}

function readLevels(body: string): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const [, at = "0", inner = ""] of body.matchAll(
    /<w:lvl\s[^>]*w:ilvl="(\d)"[^>]*>([\s\S]*?)<\/w:lvl>/g,
  )) {
    levels.set(Number(at), {
      format: attributeOf(inner, "w:numFmt") ?? "decimal",
      text: plainXml(attributeOf(inner, "w:lvlText") ?? ""),
      start: Number(attributeOf(inner, "w:start") ?? 1),
      isLegal: /<w:isLgl\s*(?:\/|w:val="(?:1|true)"\s*\/)>/.test(inner),
    });
  }
  return levels;
}

function readStyles(styles: string): ReadonlyMap<string, Place> {
  const byStyle = new Map<string, Place>();
  for (const [, id = "", body = ""] of styles.matchAll(
    /<w:style\s[^>]*w:styleId="([^"]*)"[^>]*>([\s\S]*?)<\/w:style>/g,
  )) {
    const own = body.match(/<w:numPr>([\s\S]*?)<\/w:numPr>/)?.[1];
    const list = own && attributeOf(own, "w:numId");
    if (own && list) byStyle.set(id, { list, level: Number(attributeOf(own, "w:ilvl") ?? 0) });
  }
  return byStyle;
}

function attributeOf(xml: string, name: string): string | undefined {
  return xml.match(new RegExp(`<${name}\\s[^>]*w:val="([^"]*)"`))?.[1];
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function plainXml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
