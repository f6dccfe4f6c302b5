import { clean, fold, isFoldedSyllable } from "../kit/vietnamese.ts";
import { decodeKeystrokes } from "../knowledge/search/keystrokes.ts";
import { type Act, readAct } from "./acts.ts";
import { type Asked, readAsked } from "./asked-kinds.ts";
import { type AskedKind, premiseCues } from "./cues.ts";
import { findPhrase, hasPhrase, phrases, readWords, type Word } from "./phrases.ts";
import { type NamedDocument, namedDocuments } from "./references.ts";
import { remembering } from "./remember.ts";
import { withDigits } from "./spelled-numbers.ts";

/** What one question asks, read from its words alone. */
export type Understanding = Asked & {
  readonly text: string;
  readonly words: readonly Word[];
  /** What it does when it is no question about the documents. */
  readonly act: Act | undefined;
  /** It states something and wants it confirmed ("… đúng không?"). */
  readonly hasPremise: boolean;
  readonly documents: readonly NamedDocument[];
  /** It leans on what was said before ("thế còn kinh phí?"). */
  readonly isElliptic: boolean;
  /** Nothing in it can be read as Vietnamese. */
  readonly isUnreadable: boolean;
};

const mostParts = 3;
/** Fewer words in front of thanks ask nothing. */
const fewestAsked = 3;

/** One message is read by the route, the wait for more and the answer; a crowd asks the same things. */
const keptReadings = 300;
/** Longer ones are nobody else's words, and would fill the memory. */
const longestKept = 300;

/** Reads one question (what `hear` heard in a message). Never throws, whatever was typed. */
export function understand(question: string): Understanding {
  return question.length > longestKept ? readQuestion(question) : readRemembered(question);
}

const readRemembered = remembering(keptReadings, readQuestion);

function readQuestion(question: string): Understanding {
  const text = withDigits(withoutThanks(clean(question).trim()));
  const typed = readWords(text);
  const words = withoutParticles(typed);
  const act = readAct(words);
  return {
    text: withoutCourtesy(text, typed.length - words.length),
    words,
    act,
    ...readAsked(words),
    hasPremise: hasPhrase(words, premiseCues),
    documents: namedDocuments(text),
    isElliptic: hasPhrase(words, ellipsis),
    isUnreadable: act === undefined && !isReadable(text, typed),
  };
}

/**
 * The questions of one message, at most three: "Sáng kiến là gì? Nộp ở đâu?" is two. A part too short to
 * stand alone stays with the one before it.
 */
export function splitQuestions(message: string): string[] {
  const pieces = clean(message)
    .split(/(?<=\?)\s*(?=\p{L})|\n+/u)
    .flatMap(splitAtAnd)
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\d%]/u.test(piece));
  const parts: string[] = [];
  for (const piece of pieces) {
    const before = parts.at(-1);
    if (before !== undefined && (parts.length === mostParts || !standsAlone(piece) || !standsAlone(before))) {
      parts[parts.length - 1] = `${before} ${piece}`;
    } else parts.push(piece);
  }
  return parts;
}

/** Kinds of which one sentence may ask two: "nộp ở đâu và bao lâu có kết quả". */
const separateKinds: readonly AskedKind[] = [
  "place",
  "duration",
  "time",
  "money",
  "percent",
  "phone",
  "definition",
  "list",
  "day",
  "month",
  "year",
  "file",
];

function splitAtAnd(piece: string): string[] {
  const [one = "", other = "", ...more] = piece.split(/\s+(?:v[àa]|vs|với lại|voi lai)\s+/iu);
  const ask = (part: string) => {
    const words = readWords(part);
    const { kinds } = readAsked(words);
    return words.length >= fewestAsked && separateKinds.some((kind) => kinds.has(kind));
  };
  return other !== "" && more.length === 0 && ask(one) && ask(other) ? [one, other] : [piece];
}

function standsAlone(piece: string): boolean {
  const words = readWords(piece);
  return words.length >= 3 && readAct(words) === undefined && readAsked(words).kinds.size > 0;
}

const ellipsis = phrases(`
  ^ thế/vậy còn/thì/ai/khi/bao/ở/có/mấy/nộp/sao/à/phải
  ^ còn
  ^ nó
  ^ cái đó/này/ấy
  ^ việc đó/này/ấy
  ^ ai $
  ^ khi nào $
  ^ ở đâu $
  ^ bao lâu $
  ^ bao nhiêu $
  ^ vì sao $
  ^ tại sao $
  ^ là sao $
  ^ cụ thể
  ^ nói rõ
  ^ chi tiết
  mục đó/này/ấy
  điều đó/này/ấy $`);

const particles = phrases(`
  ạ $
  ad $
  nhé $
  nha $
  nhỉ $
  ơi $
  bạn $
  vậy $
  với $
  luôn $
  đấy $
  xem $
  gì/nào/không thế $
  bot $
  em $`);

const courtesy =
  /^(?:(?:xin|chào|chao|hello|hi|alo|dạ|da|vâng|vang|ad|adm|admin|bot|trợ|tro|lý|ly|ơi|oi|em|anh|chị|chi|bạn|ban|mình|minh|tôi|toi|cho|hỏi|hoi|thưa|thua|chút|tí)[\s,.!:]+)+(?=\S+\s+\S)/iu;

/** "…, cảm ơn ad" behind a question thanks beforehand. */
function withoutThanks(text: string): string {
  const rest = text.replace(
    /[\s,.!?;]+(?:xin\s+)?(?:c[ảáa]m\s+[ơo]n|tks|thks|thanks?)(?:\s+\p{L}+){0,3}[\s.!]*$/iu,
    "",
  );
  return (rest.match(/\p{L}+/gu)?.length ?? 0) >= fewestAsked ? rest : text;
}

/** The words that are searched for: "ad ơi cho em hỏi" in front and `behind` words of politeness are left out. */
function withoutCourtesy(text: string, behind: number): string {
  let rest = text.replace(courtesy, "");
  for (let left = behind; left > 0; left--)
    rest = rest.replace(/[^\p{L}\d]*\p{L}[\p{L}\p{M}]*[^\p{L}\d]*$/u, "");
  return rest === "" ? text : rest;
}

/** Cues of a question stand at its end ("… ở đâu"); politeness behind them must not hide that. */
function withoutParticles(words: readonly Word[]): Word[] {
  let rest = [...words];
  for (let round = 0; round < 3; round++) {
    const found = findPhrase(rest, particles);
    if (!found || rest.length <= 1) return rest;
    rest = rest.slice(0, -1);
  }
  return rest;
}

/** A day, a place in a document or the name of one is a question though no word stands beside it. */
const bareQuestion = /(?<![\d/])\d{1,2}\/\d{1,2}(?![\d/])|(?<![\p{L}\d])[ivx]{1,4}\.\d/iu;

/** At least half of the words could be Vietnamese: marked or not, shortened, or typed with the keyboard off. */
function isReadable(text: string, typed: readonly Word[]): boolean {
  const letters = typed.filter((word) => /\p{L}/u.test(word.text));
  const readable = letters.filter(couldBeVietnamese);
  if (letters.length > 0 && 2 * readable.length >= letters.length) return true;
  return bareQuestion.test(text) || namedDocuments(text).length > 0;
}

/** Shorter English words look like keystrokes ("or" would be "ỏ"). */
const shortestTyped = 3;

function couldBeVietnamese({ text }: Word): boolean {
  if (!/^[a-z\u00E0-\u01B0\u1EA0-\u1EF9]+$/u.test(text)) return false;
  if (!/[aeiouy]/.test(fold(text)) || isFoldedSyllable(text)) return true;
  return text.length >= shortestTyped && decodeKeystrokes(text) !== undefined;
}
