import { fold } from "../../kit/vietnamese.ts";
import { type Reading, read, unclear } from "../answer.ts";
import { texts } from "../texts.ts";

const longestName = 60;
const longestUnit = 200;

/**
 * How people introduce themselves; taken off the front of a name. "minh" without marks counts only before
 * tên or là: it is a name as well.
 */
const introduction =
  /^(?:(?:dạ|da|vâng|vang),? )?(?:(?:em|tôi|toi|mình|tui|cháu|(?:minh|e|mik|mk|mh|tớ|to) (?=tên|ten|là|la))(?: ?(?:tên|ten))?|(?:họ và tên|ho va ten|họ tên|ho ten|tên|ten)(?: (?:em|tôi|toi|mình|minh))?)(?: ?(?:là|la))?[ :]+/i;

/** No name begins with a denial: "không biết", "chưa rõ"; nor is thanks, a greeting or assent a name. */
const noName =
  /^(?:khong|ko|chua) |^(?:(?:da|vang|xin|rat) )*(?:cam on|chao|alo|hello|hi|oke?|tam biet|dong y)(?: |$)|^(?:da|vang) (?:a|vang|duoc)$/;

/**
 * Words a workplace starts with that no name contains. Marks decide where the bare letters are a name (tại
 * and Tài, trường and Trường), so those count with their marks only.
 */
const placeWords =
  /(?:^|[ ])(?:làm (?:ở|tại|việc)|công tác|ở|tại|thuộc|tổ|phòng|đội|trạm|xưởng|khoa (?:nội|ngoại|sản|nhi|đông|hồi|cấp|khám|xét|dược|răng|mắt)|trường (?:thpt|thcs|th|tiểu|mầm|trung|phổ|đại|cao))(?= )/i;
const foldedPlaceWords =
  /(?:^|[ ])(?:don vi|cong ty|cty|xi nghiep|benh vien|nha may|trung tam|phan xuong|hop tac xa|htx|ubnd|cdcs|cong doan|chi nhanh|doanh nghiep|lam o|to(?= \d)|doi(?= \d)|o(?= (?:to|phong|doi|xuong|tram|khoa|truong|ban|xa|mo|nha|kho|lo|cho|ben)\b)|to(?= (?:co dien|co khi|san xuat|bao ve|boc xep|che bien|sang|say|vo|vat tu|ky thuat|van hanh)\b))(?= )/;

/** The same after three words or four of a name, where more words follow: "lo van pa to co dien". */
const latePlace =
  /^((?:\S+ ){3,4}?)(?:to|doi|phong|tram|truong|ban|ben|bep|kho|khoa|xuong|lop|lam|tai|nong truong|bo phan|so) \S/;

/**
 * Reads a name; what follows it (after a comma, a line end, a dash or the first word of a workplace) is the
 * rest. A name has no digits and two words or more; one word is enough when somebody introduces themselves by
 * it or names a workplace after it. Written all in small or all in capital letters, it gets the capitals a
 * name has.
 */
export function readPerson(text: string): Reading {
  const said = text.replace(/[^\S\n]+/g, " ").trim();
  const line = said.replace(introduction, "").replace(/^(?:anh|chị|chú|cô|bác) (?=\p{Lu})/u, "");
  const end = placeStart(line);
  const name = line.slice(0, end).replace(/[\s,;:.–-]+$/, "");
  const words = name.split(" ");
  const isName = /^[\p{L}\p{M}'’. -]+$/u.test(name) && name.length <= longestName && words.length <= 8;
  const rest = line.slice(end);
  const isEnough = words.length > 1 || line !== said || /\p{L}{2}/u.test(rest);
  if (!isName || !isEnough || noName.test(fold(name))) return unclear(texts.personUnclear);
  return read({ kind: "person", name: withCapitals(name) }, rest);
}

/** Reads a workplace: "ở", "tại" and punctuation in front of it are not part of it. */
export function readUnit(text: string): Reading {
  const line = text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\((.*)\)$/, "$1");
  const name = line
    .replace(/[ ,]+ạ$/, "")
    .replace(/^[\s,;:–-]*(?:(?:em |tôi |mình )?(?:làm |công tác |làm việc )?(?:ở|tại) )?/i, "")
    .replace(/^o (?=(?:to|phong|doi|xuong|tram|khoa|truong|ban|xa|mo|nha|kho|lo|cho|ben)\b)/, "");
  if (name.length > longestUnit) return unclear(texts.tooLongName(longestUnit));
  return /\p{L}.*\p{L}/u.test(name) ? read({ kind: "unit", name }) : unclear(texts.unitUnclear);
}

function placeStart(line: string): number {
  const folded = fold(line.replace(/\n/g, " "));
  // Folding keeps the length of ordinary text; where it does not, positions cannot be carried over.
  const cuts = [
    line.search(/[\n,;|(]| [–-] |[–-](?=(?:tổ|to|phòng|phong|đội|doi|xưởng|xuong) )/i),
    line.search(placeWords),
    capitalsEnd(line),
  ];
  if (folded.length === line.length) {
    cuts.push(folded.search(foldedPlaceWords), (folded.match(latePlace)?.[1]?.length ?? 0) - 1);
  }
  const real = cuts.filter((cut) => cut > 0);
  return real.length === 0 ? line.length : Math.min(...real);
}

/** "Nguyễn Văn An bảo vệ trường": after two capitalized words the first small one is not the name's. */
function capitalsEnd(line: string): number {
  return (
    line.match(/^(?:\p{Lu}[\p{L}\p{M}'’.-]*)(?: \p{Lu}[\p{L}\p{M}'’.-]*)+(?= \p{Ll})/u)?.[0].length ?? -1
  );
}

function withCapitals(name: string): string {
  if (name !== name.toLowerCase() && name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
