/** Marks of the named letters of HTML: `&ecirc;` is e with ^. */
const marks: Record<string, string> = {
  grave: "\u0300",
  acute: "\u0301",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  cedil: "\u0327",
};
const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  bull: "•",
  middot: "·",
  deg: "°",
  sect: "§",
  times: "×",
  divide: "÷",
  plusmn: "±",
  frac12: "½",
  le: "≤",
  ge: "≥",
  rarr: "→",
  eth: "ð",
  ETH: "Ð",
  euro: "€",
  copy: "©",
  reg: "®",
  trade: "™",
  shy: "",
  zwnj: "",
  zwj: "",
};

/** Character references of HTML as characters; what is none stays as it stands. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+\d{0,2}));?/gi,
    (whole, hex, decimal, name) => {
      if (hex ?? decimal) return fromCode(hex ? Number.parseInt(hex, 16) : Number(decimal)) ?? whole;
      return (Object.hasOwn(named, name) ? named[name] : letter(name)) ?? whole;
    },
  );
}

function fromCode(code: number): string | undefined {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

function letter(name: string): string | undefined {
  const [, base = "", mark = ""] = name.match(/^([a-zA-Z])(grave|acute|circ|tilde|uml|cedil)$/) ?? [];
  const combining = marks[mark];
  return combining === undefined ? undefined : (base + combining).normalize("NFC");
}
