/**
 * How one Vietnamese text is compared with another: the same words may arrive decomposed, with the tone on
 * another letter, with i for y, or without any marks.
 */

const invisible = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;
const strangeSpaces = /[\u00A0\u2000-\u200A\u202F\u3000]/g;
const needsCare = /[\u00A0\u00AD\u00D0\u00F0\u0189\u0256\u2000-\u200D\u202F\u2060\u3000\uFEFF]|\u0335|\u0336/;
const toneMarks = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const anyTone = /[\u0300\u0301\u0309\u0303\u0323]/g;

/**
 * The same text in one Unicode form (NFC), letter case kept: invisible characters are gone, look-alikes of đ
 * (Ð, Ɖ, d with a stroke) are đ, every space is a plain space, line ends stay.
 */
export function clean(text: string): string {
  if (!needsCare.test(text)) return text.normalize("NFC");
  return text
    .replace(invisible, "")
    .replace(/d[\u0335\u0336]/g, "đ")
    .replace(/D[\u0335\u0336]/g, "Đ")
    .normalize("NFC")
    .replace(/[\u00D0\u0189]/g, "Đ")
    .replace(/[\u00F0\u0256]/g, "đ")
    .replace(strangeSpaces, " ");
}

/** `clean`, in lower case: the form every comparison starts from. */
export function normalize(text: string): string {
  return clean(text).toLowerCase().normalize("NFC");
}

/** Lower case without marks, đ as d, runs of white space as one space, trimmed. Idempotent. */
export function fold(text: string): string {
  return stripMarks(normalize(text)).replace(/\s+/g, " ").trim();
}

/**
 * One word as the reader means it, however the tone is placed: the letters without tone, then the tone as a
 * digit (1 huyền, 2 sắc, 3 hỏi, 4 ngã, 5 nặng). `hòa` and `hoà` are `hoa1`; `kỷ` and `kỉ` are `ki3`.
 * Give a word of `normalize`d text.
 */
export function exactKey(word: string): string {
  return isPlainAscii(word) ? iForY(word) : spellingOf(word).exact;
}

/** One word without marks and with i for y: what people type when they leave the marks out. */
export function foldedKey(word: string): string {
  return isPlainAscii(word) ? iForY(word) : spellingOf(word).folded;
}

/** Whether the word (of `normalize`d text) carries a mark or a đ. */
export function hasMarks(word: string): boolean {
  return !isPlainAscii(word) && spellingOf(word).isMarked;
}

/** Whether the word, as spelled with its marks, is a possible syllable of Vietnamese. */
export function isSyllable(word: string): boolean {
  const { letters, tone } = splitTone(word);
  const base = iForY(letters);
  // A syllable closed by a stop is spoken with sắc or nặng only.
  return syllables.has(base) && (!/(?:c|ch|p|t)$/.test(base) || tone === 2 || tone === 5);
}

/** Whether the word, once its marks are removed, could be a Vietnamese syllable typed without marks. */
export function isFoldedSyllable(word: string): boolean {
  return foldedSyllables.has(foldedKey(word));
}

/** The runs of letters of a text, normalized. */
export function words(text: string): string[] {
  return normalize(text).match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
}

/** Whether the writer uses marks at all: at least every fifth word carries one. */
export function isMarked(text: string): boolean {
  const all = words(text);
  return all.length > 0 && all.filter(hasMarks).length >= 0.2 * all.length;
}

/** Whether at least half of the words could be Vietnamese, with or without marks. No words: false. */
export function isVietnamese(text: string): boolean {
  const all = words(text);
  return all.length > 0 && all.filter(isFoldedSyllable).length >= 0.5 * all.length;
}

type Spelling = { readonly exact: string; readonly folded: string; readonly isMarked: boolean };

/** Vietnamese has some thousand syllables: nearly every word was met before, and taking one apart is slow. */
const spellings = new Map<string, Spelling>();
const mostSpellings = 10_000;
const longestSpelling = 12;

function spellingOf(word: string): Spelling {
  const known = spellings.get(word);
  if (known) return known;
  const { letters, tone } = splitTone(word);
  const bare = stripMarks(word);
  const exact = iForY(letters) + (tone === 0 ? "" : tone);
  const spelling = { exact, folded: iForY(bare), isMarked: bare !== word };
  if (spellings.size >= mostSpellings) spellings.clear();
  if (word.length <= longestSpelling) spellings.set(word, spelling);
  return spelling;
}

function stripMarks(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFC");
}

function splitTone(word: string): { letters: string; tone: number } {
  const open = word.normalize("NFD");
  const mark = open.match(anyTone)?.[0];
  if (mark === undefined) return { letters: word, tone: 0 };
  return { letters: open.replace(anyTone, "").normalize("NFC"), tone: toneMarks.indexOf(mark) + 1 };
}

/** After a single onset or qu a final y and a final i are the same sound; -ay, -uy and -yê- are not. */
function iForY(word: string): string {
  if (!word.endsWith("y") || word.length < 2) return word;
  return yOnsets.has(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

function isPlainAscii(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return false;
  return true;
}

const onsets = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ");
const yOnsets = new Set(onsets.filter((onset) => onset !== ""));
const rimes = [
  "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây",
  "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu",
  "iêc iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu y ych yn ynh yp yt",
  "o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay",
  "oăc oăm oăn oăng oăt oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt",
  "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uêu uôc uôi uôm uôn uông uôt uơ",
  "uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu",
].flatMap((line) => line.split(" "));

/** Which letters may follow which: c/k, g/gh and ng/ngh share their sounds by the next vowel. */
function fits(onset: string, rime: string): boolean {
  const isFront = /^[eêiy]/.test(rime);
  if (rime.startsWith("yê") || /^y.+/.test(rime))
    return onset === "" ? rime.startsWith("yê") : onset === "qu";
  if (rime.startsWith("iê") && (onset === "" || onset === "qu")) return false;
  if (["k", "gh", "ngh"].includes(onset)) return isFront;
  if (["c", "ng"].includes(onset)) return !isFront;
  // gi before i is written once: gì, gìn, giếng, giết.
  if (onset === "g") return !isFront || rime.startsWith("i");
  if (onset === "gi") return !/^[iy]/.test(rime);
  if (onset === "qu") return !/^[ouưi]/.test(rime) || /^(?:i|it|ich|in|inh|ip|iu)$/.test(rime);
  return true;
}

const syllables: ReadonlySet<string> = new Set(
  onsets.flatMap((onset) => rimes.filter((rime) => fits(onset, rime)).map((rime) => iForY(onset + rime))),
);
const foldedSyllables: ReadonlySet<string> = new Set([...syllables].map(foldedKey));
