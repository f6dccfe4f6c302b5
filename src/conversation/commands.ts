import { fold, normalize } from "../kit/vietnamese.ts";
import { readLinkCode } from "../people/link-code.ts";

/** The chat commands every channel understands, as slash commands, plain words, or buttons. */
export type CommandName =
  | "start"
  | "menu"
  | "sangkien"
  | "bieumau"
  | "trangthai"
  | "nhantin"
  | "tattin"
  | "canbo"
  | "dulieu"
  | "xoadulieu"
  | "suadulieu"
  | "taidulieu"
  | "rutdongy"
  | "huy"
  | "tieptuc"
  | "quaylai"
  | "visao"
  | "lienket"
  | "lambai";

export type Command = { readonly name: CommandName; readonly rest: string };

/** Plain words for each command, compared without marks and without politeness around them. */
const plainWords: Readonly<Record<CommandName, readonly string[]>> = {
  start: ["bat dau", "start"],
  menu: [
    "menu",
    "thuc don",
    "danh muc",
    "tro giup",
    "help",
    "huong dan su dung",
    "gap bot",
    "bot",
    "goi bot",
    "hoi bot",
    "quay lai bot",
    "noi chuyen voi bot",
    "gap tro ly",
    "quay lai tro ly",
  ],
  sangkien: [
    "sang kien",
    "gui sang kien",
    "nop sang kien",
    "nop sk",
    "gui sk",
    "de xuat sang kien",
    "dang ky sang kien",
    "khai sang kien",
  ],
  bieumau: ["bieu mau", "cac bieu mau", "xem bieu mau", "danh sach bieu mau", "khao sat", "cac khao sat"],
  trangthai: ["trang thai", "xem trang thai", "tra cuu ho so", "tra cuu sang kien"],
  nhantin: ["nhan tin", "dang ky nhan tin", "nhan ban tin", "bat tin", "bat thong bao"],
  tattin: [
    "tat tin",
    "tat thong bao",
    "dung gui tin",
    "dung gui tin nua",
    "dung nhan tin",
    "huy nhan tin",
    "huy dang ky",
    "huy dang ky nhan tin",
    "khong nhan tin nua",
    "ngung gui tin",
    "stop",
  ],
  canbo: [
    "gap can bo",
    "gap can bo cong doan",
    "noi chuyen voi can bo",
    "chuyen can bo",
    "hoi can bo",
    "gap nguoi that",
    "gap nguoi",
    "gap nhan vien",
    "lien he can bo",
    "can bo",
  ],
  dulieu: [
    "du lieu cua toi",
    "xem du lieu",
    "xem du lieu cua toi",
    "ban luu gi cua toi",
    "luu gi cua toi",
    "thong tin cua toi",
    "xem thong tin cua toi",
    "du lieu ca nhan cua toi",
    "xem du lieu ca nhan cua toi",
  ],
  xoadulieu: [
    "xoa du lieu",
    "xoa du lieu cua toi",
    "xoa het du lieu cua toi",
    "xoa thong tin cua toi",
    "xoa het thong tin cua toi",
    "xoa het du lieu",
    "xoa du lieu ca nhan cua toi",
  ],
  suadulieu: [
    "sua du lieu",
    "sua du lieu cua toi",
    "sua thong tin",
    "sua thong tin cua toi",
    "sua thong tin ca nhan",
    "dinh chinh du lieu",
    "doi ten cua toi",
  ],
  taidulieu: [
    "tai du lieu",
    "tai du lieu cua toi",
    "ban sao du lieu",
    "ban sao du lieu cua toi",
    "gui ban sao du lieu",
    "xuat du lieu cua toi",
  ],
  rutdongy: [
    "rut dong y",
    "rut lai dong y",
    "rut su dong y",
    "rut lai su dong y",
    "toi khong dong y nua",
    "khong dong y nua",
    "thu hoi dong y",
  ],
  huy: ["huy", "huy bo", "thoat", "dung lai", "de sau", "cancel"],
  tieptuc: ["tiep tuc", "lam tiep", "khai tiep"],
  quaylai: ["quay lai", "tro lai", "quay ve", "back"],
  lambai: ["lam bai", "lam bai thi", "lam tiep bai", "lam tiep bai thi", "xem dap an"],
  lienket: ["lien ket", "lien ket tai khoan", "lay ma lien ket", "ma lien ket", "gop tai khoan"],
  visao: [
    "vi sao toi nhan tin nay",
    "sao toi nhan tin nay",
    "tai sao toi nhan tin nay",
    "vi sao toi nhan duoc tin nay",
    "sao toi nhan duoc tin nay",
    "tai sao toi nhan duoc tin nay",
    "vi sao toi lai nhan duoc tin nay",
    "sao lai gui tin nay cho toi",
    "vi sao gui tin nay cho toi",
  ],
};

const byWords = new Map(
  Object.entries(plainWords).flatMap(([name, phrases]) =>
    phrases.map((phrase) => [phrase, name as CommandName] as const),
  ),
);

const politeStart =
  /^(?:(?:da|alo|ad|admin|oi|bot)\s+)*(?:(?:cho|giup)?\s*(?:em|toi|minh|chau|anh|chi|tui)\s+(?:muon|can|xin|duoc)?\s*)?/;
const politeEnd = /(?:\s+(?:a|nhe|nha|voi|di|ad|ban|oi|giup|em|ho))+$/;

/**
 * The command a text is, or undefined when it is none. A slash command may carry something after it
 * (`/trangthai SK-2026-0001`, `/start@bot payload`); plain words count only when they are the whole message,
 * so that "nộp sáng kiến ở đâu" stays a question.
 */
export function readCommand(text: string): Command | undefined {
  const slash = /^\/([a-z_]{2,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text.trim());
  if (slash) {
    const name = slash[1]?.toLowerCase().replaceAll("_", "") ?? "";
    return isCommandName(name) ? { name, rest: slash[2]?.trim() ?? "" } : undefined;
  }
  if (text.length > 80) return undefined;
  const folded = fold(text)
    .replace(/[.!?,…]+$/g, "")
    .trim();
  if (readLinkCode(folded)) return { name: "lienket", rest: folded };
  const [, where] =
    /^nhan tin (?:qua|tren|bang) (zalo|telegram|(?:trang )?web)$/.exec(withoutPoliteness(folded)) ?? [];
  if (where) return { name: "nhantin", rest: where };
  const name =
    byMarkedWords.get(normalize(text).replace(/[\s.!]+$/, "")) ?? nameOf(folded) ?? nameOf(asToi(folded));
  return name && { name, rest: "" };
}

/** Read with their marks only: bare, "dung" is đúng and dùng as well. */
const byMarkedWords: ReadonlyMap<string, CommandName> = new Map([["dừng", "huy"]]);

function nameOf(folded: string): CommandName | undefined {
  return byWords.get(folded) ?? byWords.get(withoutPoliteness(folded));
}

/** Whatever somebody calls themselves is "tôi" in the phrases above. */
function asToi(folded: string): string {
  return folded.replace(/\b(?:em|minh|tui|chau|con|anh|chi|to|bac|co|chu)\b/g, "toi");
}

function withoutPoliteness(folded: string): string {
  return folded.replace(politeStart, "").replace(politeEnd, "").trim();
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(plainWords, name);
}
