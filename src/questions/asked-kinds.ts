import {
  type AskedKind,
  type ExactKind,
  isExact,
  kindCues,
  moneyWords,
  nameWords,
  officeCues,
  plainOfficer,
} from "./cues.ts";
import { findPhrase, hasPhrase, phrases, type Word } from "./phrases.ts";

/** What kinds of thing a question asks for. */
export type Asked = {
  readonly kinds: ReadonlySet<AskedKind>;
  /** What is counted: the words beside "bao nhiêu" or "mấy" ("tiến sĩ"), empty when not said. */
  readonly unit: readonly Word[];
  /** Folded words that only name the kind asked ("số điện thoại", "phần trăm"): no clause need repeat them. */
  readonly cueWords: ReadonlySet<string>;
};

/** A finer reading of a number word wins: "mấy tháng" is a span, "mấy giờ" an hour, "tháng mấy" a month. */
const finerThanQuantity: readonly AskedKind[] = [
  "money",
  "percent",
  "hour",
  "day",
  "month",
  "quarter",
  "year",
  "duration",
  "frequency",
  "phone",
];
/** Cues of these kinds are words of the subject too ("chương trình hành động nào"). */
const speakingCues: readonly AskedKind[] = ["document", "quantity"];

/** Reads from the words of a question what it asks for. */
export function readAsked(words: readonly Word[]): Asked {
  const kinds = new Set<AskedKind>();
  const cueWords = new Set<string>();
  for (const [kind, cues] of kindCues) {
    const found = findPhrase(words, cues);
    if (!found) continue;
    kinds.add(kind);
    if (!isExact(kind) || speakingCues.includes(kind)) continue;
    for (const word of words.slice(found.from, found.to)) cueWords.add(word.folded);
  }
  const unit = readUnit(words);
  refine(kinds, words, unit);
  return { kinds, unit, cueWords };
}

/** The kinds only a clause that holds such a thing can answer. */
export function exactKindsOf(kinds: ReadonlySet<AskedKind>): ExactKind[] {
  return [...kinds].filter(isExact);
}

function refine(kinds: Set<AskedKind>, words: readonly Word[], unit: readonly Word[]): void {
  if (kinds.has("quantity") && hasPhrase(unit.slice(0, 2), members)) {
    kinds.delete("quantity");
    kinds.add("list");
  }
  // "Có giao chỉ tiêu số lượng không" asks whether, not how many.
  if (kinds.has("yes-no") && !hasPhrase(words, counting)) kinds.delete("quantity");
  if (hasPhrase(words, machines)) kinds.delete("quantity");
  if (isDoctors(unit)) kinds.delete("money");
  if (isMoney(words, kinds, unit)) kinds.add("money");
  if (isName(words)) kinds.add("name");
  // "Tính từ ngày nào" asks what a span begins with, which need not be a day of the calendar.
  if (kinds.has("day") && hasPhrase(words, beginnings)) {
    kinds.delete("day");
    kinds.add("time");
  }
  if (hasPhrase(words, always)) for (const kind of timesOfYear) kinds.delete(kind);
  if (kinds.has("frequency")) kinds.delete("duration");
  // Who files too late asks for the time there is, not how long a text is in force.
  if (kinds.has("validity") && hasPhrase(words, filing)) {
    kinds.delete("validity");
    kinds.add("duration");
  }
  if (finerThanQuantity.some((kind) => kinds.has(kind)) || hasPhrase(words, ordinals))
    kinds.delete("quantity");
  if (kinds.has("percent")) kinds.delete("money");
  if (kinds.has("email")) kinds.delete("address");
  if (hasPhrase(words, handsets)) kinds.delete("phone");
  if (hasPhrase(words, broadcasts)) kinds.delete("document");
  if (hasPhrase(words, textParts) && !hasPhrase(words, offices)) {
    kinds.delete("address");
    kinds.delete("place");
  }
}

const beginnings = phrases("từ ngày/hôm/bữa nào\n từ ngày mấy");

/** "Năm nào cũng có" is every year. */
const always = phrases("năm/tháng/ngày/quý nào cũng\n năm/tháng/ngày/quý nào … cũng");
const timesOfYear: readonly AskedKind[] = ["year", "month", "day", "quarter"];
const filing = phrases("nộp\n đơn\n yêu cầu công nhận\n đăng ký");

/** "Mấy loại", "mấy điều kiện" ask which they are: a text that names them need not count them. */
const members = phrases(
  "^ loại/kiểu/mục/bước/khoản/phần/ý\n ^ điều kiện\n ^ hình thức\n ^ nội dung\n ^ yêu cầu\n ^ thông tin",
);

/** Without marks "may" is a machine as often as "mấy". */
const machines = phrases(
  "nhà máy\n máy móc/bơm/cày/sấy/khoan/cưa/tính/kéo/xay/chè/giặt/phát/sao\n cái/chiếc máy",
);

/** "Khóa mấy", "mục mấy" ask for a place in an order, which is no quantity. */
const ordinals = phrases("khóa/điều/khoản/mục/phần/chương/thứ mấy\n mấy con số");

/** "Mức thưởng … là bao nhiêu" asks for money though the word stands far from the question. */
function isMoney(words: readonly Word[], kinds: ReadonlySet<AskedKind>, unit: readonly Word[]): boolean {
  if (!kinds.has("quantity") || kinds.has("duration")) return false;
  if (unit.length === 0 && hasPhrase(words, paid)) return true;
  if (unit.length === 0 || hasPhrase(words, moneyAsked)) return hasPhrase(words, moneyWords);
  return hasPhrase(unit.slice(0, 2), moneyWords) && !isDoctors(unit);
}

/** The noun stands right in front: "thù lao bao nhiêu". */
const moneyAsked = phrases(
  "thù lao/tiền/lương/thưởng/phí bao nhiêu/mấy\n lao/tiền/lương/thưởng/phí bao nhiêu",
);

/** "Trả em bao nhiêu": what is paid is money, said or not. */
const paid = phrases("trả/hưởng/lãnh/lĩnh/trích/chia/thưởng … bao nhiêu\n được bao nhiêu/nhiêu $");

/** Without marks "tien si" (doctors) begins like "tiền" (money). */
function isDoctors(unit: readonly Word[]): boolean {
  return ["si", "sy", "trinh", "do", "bo"].includes(unit[1]?.folded ?? "");
}

/** "Nội dung này nằm ở đâu" asks for a place in a document: the citation says it. */
const textParts = phrases(`
  ^ nội dung
  nội dung … nằm/ghi/ở
  quy định/nêu/ghi ở
  nằm ở đâu trong
  nằm/ghi/nêu ở mục/chỗ/phần/đoạn`);
const offices = phrases("trụ sở\n văn phòng\n địa chỉ\n gửi\n nộp");

/** A telephone that is used, and a programme that is broadcast, are neither a number nor a document. */
const handsets = phrases("dùng/xài/bằng/qua/trên/cầm/xem/bấm điện thoại");
const broadcasts = phrases("đài\n ti vi\n tivi\n truyền hình\n phát sóng");

const named = phrases("tên");

function isName(words: readonly Word[]): boolean {
  if (!hasPhrase(words, officeCues) || !hasPhrase(words, nameWords)) return false;
  return !hasPhrase(words, plainOfficer) || hasPhrase(words, named);
}

const counting = phrases("bao nhiêu\n mấy");
const numberWords = phrases("bao nhiêu\n mấy\n số lượng");
const unitEnds = phrases(
  "thì\n là\n ở\n trong\n cho\n theo\n của\n không\n được\n và\n đến\n tới\n phải\n gì\n nào\n cần\n mỗi\n một\n hả\n ạ\n vậy\n thế\n nhỉ\n hở\n do\n năm\n có\n kể\n nêu\n liệt\n gồm\n khi\n nếu",
);
const officers = phrases("cán bộ");
/** Words that stand for whatever is counted: the thing itself was said before. */
const placeholders = phrases("cái $\n thứ $\n loại $");
const copulas = phrases(
  "em/e/tôi/mình/anh/chị/bác/cháu/họ/tác $\n là $\n có $\n được $\n phải $\n hưởng $\n trả $\n tăng $",
);

function readUnit(words: readonly Word[]): readonly Word[] {
  const found = findPhrase(words, numberWords);
  if (!found) return [];
  const after = words.slice(found.to, found.to + 6);
  // Typed without marks "can bo" is "cán bộ" and no "cần".
  const isOfficer = hasPhrase(after.slice(0, 2), officers);
  const end = isOfficer ? undefined : findPhrase(after, unitEnds);
  const unit = end ? after.slice(0, end.from) : after;
  if (unit.length > 0) return hasPhrase(unit, placeholders) ? [] : unit;
  // "Tầng mấy": the noun stands right in front of the number word.
  const before = words.slice(Math.max(0, found.from - 1), found.from);
  return hasPhrase(before, copulas) ? [] : before;
}
