import { fold, normalize } from "../kit/vietnamese.ts";
import { type Field, type Form, shownFields } from "./form.ts";
import type { State } from "./state.ts";

/** What a person asks of the form itself, in words or by one of its buttons. */
export type Command =
  | { readonly kind: Plain }
  /** Edit one field; with `value` the new answer stands in the same message ("sửa lợi ích: …"). */
  | { readonly kind: "edit"; readonly field: Field; readonly value: string | null }
  /** A choice by its button: holds for its own field also when the button is an old one. */
  | { readonly kind: "choose"; readonly field: Field; readonly value: string }
  | { readonly kind: "secret"; readonly field: Field | null }
  | { readonly kind: "noSecret" }
  /** "sửa" with a number no field has, or with a name none has where nothing else can be meant. */
  | { readonly kind: "noSuchField" };

type Plain =
  | "send"
  | "skip"
  | "back"
  | "leave"
  | "discard"
  | "goOn"
  | "help"
  | "writeForMe"
  | "review"
  | "which";

/** Folded whole messages. Everything here is said with or without marks. */
const said: Readonly<Record<Plain, readonly string[]>> = {
  send: [
    "dong y",
    "co dong y",
    "dong y gui",
    "dong y va gui",
    "dong y gui ho so",
    "gui",
    "gui ho so",
    "/gui",
    "nop",
    "nop ho so",
    "ok gui",
  ],
  skip: [
    "bo qua",
    "bo qua cau nay",
    "/boqua",
    "skip",
    "khong co",
    "ko co",
    "k co",
    "chua co",
    "khong nho",
    "ko nho",
  ],
  back: ["quay lai", "/quaylai", "tro lai", "lui lai", "cau truoc", "quay ve"],
  leave: ["huy", "/huy", "thoat", "dung lai", "de sau", "luu nhap", "mai lam tiep", "tam dung", "cat lai"],
  discard: ["bo ho so", "bo ho so nay", "bo han", "xoa nhap", "xoa ban nhap", "xoa ho so nay"],
  goOn: ["tiep tuc", "/tieptuc", "lam tiep", "tiep", "giu nguyen", "khong sua nua", "ko sua nua"],
  help: ["giup", "tro giup", "huong dan", "vi du", "viet the nao", "khong biet viet", "/help"],
  writeForMe: [
    "viet ho",
    "viet giup",
    "viet gium",
    "viet thay",
    "ghi ho",
    "ghi giup",
    "soan ho",
    "soan giup",
  ],
  review: ["xem lai", "xem ho so", "tom tat"],
  which: ["sua", "sua lai", "/sua", "chinh sua"],
};
const byWords: ReadonlyMap<string, Plain> = new Map(
  (Object.keys(said) as Plain[]).flatMap((kind) => said[kind].map((words) => [words, kind] as const)),
);
/** Read with their marks only: bare, "dung" is đúng and dùng as well, "lui" may stand for lúi. */
const byMarkedWords: ReadonlyMap<string, Plain> = new Map([
  ["dừng", "leave"],
  ["lùi", "back"],
]);

/** "Em không biết viết, nhờ bạn viết hộ": nothing but the wish that somebody else writes. */
const writeForMe =
  /^(?:da |thoi |em |toi |minh |tui |nho |muon |khong |ko |k |biet |viet |ghi |the nao |nen |bot |ban |ad |anh |chi |cho |luon )*(?:viet|ghi|soan|khai) (?:ho|giup|gium|thay)(?: (?:em|toi|minh|tui|voi|a|ah|nhe|nha|di|cai|sang kien|ho so|don|nay|luon|duoc|dc|dk|khong|ko|k|hok))*$/;

/** Politeness around a command: "cho em gửi luôn nhé ạ". */
const before = ["da", "vang", "cho", "em", "toi", "minh", "tui", "muon", "xin", "ok", "thoi", "bot", "oi"];
const after = ["a", "ah", "nhe", "nha", "di", "luon", "ban", "ad", "oi", "em", "voi", "cai", "nay"];

/**
 * The command a whole message is, or undefined when it is something else. "sửa …" counts inside a form only
 * with a field's exact name or number, because an answer may begin with the same word ("Sửa lại máy bơm").
 */
export function commandIn(form: Form, state: State, text: string): Command | undefined {
  const plain = plainCommand(text);
  // "Huy" is a name before it is a word without marks.
  if (plain === "leave" && normalize(text).trim() === "huy" && asksForName(form, state)) return undefined;
  return plain ? { kind: plain } : editCommand(form, state, text);
}

/** The command a button's action stands for (`form:skip:benefit`), undefined when it is out of place now. */
export function commandOfAction(form: Form, state: State, action: string): Command | undefined {
  const [prefix, verb, target = ""] = action.split(":");
  if (prefix !== "form") return undefined;
  const [id, value] = target.split("=");
  const field = form.fields.find((each) => each.id === id);
  const isHere = state.step.kind === "ask" && state.step.field === id;
  switch (verb) {
    case "send":
    case "leave":
    case "goOn":
    case "which":
      return { kind: verb };
    case "skip":
    case "back":
      // An old button must not skip the question that stands now.
      return isHere ? { kind: verb } : undefined;
    case "edit":
      return field && { kind: "edit", field, value: null };
    case "choose":
      return field && value !== undefined ? { kind: "choose", field, value } : undefined;
    default:
      return undefined;
  }
}

/**
 * The field a name or number means: `2`, `lợi ích`, `mục 2`. Numbers count as the summary lists them; a name
 * may also mean a field that does not apply yet.
 */
export function fieldNamed(form: Form, state: State, name: string): Field | undefined {
  const fields = shownFields(form, state.answers);
  const whole = fold(name).replace(/[.!]+$/, "");
  const words = whole.replace(/^(?:muc|cau|phan|so) /, "");
  if (/^\d{1,2}$/.test(words)) return fields[Number(words) - 1];
  const called = (by: string) => [...fields, ...form.fields].find((field) => namesOf(field).includes(by));
  // "Số bữa" is a name that begins like "số 2".
  return called(whole) ?? called(words);
}

/** Every folded name of a field. */
export function namesOf(field: Field): string[] {
  return [fold(field.label), ...field.names];
}

function plainCommand(text: string): Plain | undefined {
  const marked = normalize(text)
    .replace(/[\s.!,]+$/, "")
    .trim();
  const words = fold(text)
    .replace(/[^\p{L}\p{N}/ ]+/gu, " ")
    .trim()
    .split(/\s+/);
  // Longer messages are answers, whatever words they hold.
  if (words.length > 8) return undefined;
  if (writeForMe.test(words.join(" "))) return "writeForMe";
  return byMarkedWords.get(marked) ?? plainlySaid(words);
}

/** The command that is left when as little politeness as possible is taken off both ends. */
function plainlySaid(words: readonly string[]): Plain | undefined {
  for (let start = 0; start < words.length; start++) {
    for (let end = words.length; end > start; end--) {
      const command = byWords.get(words.slice(start, end).join(" "));
      if (command) return command;
      if (!after.includes(words[end - 1] ?? "")) break;
    }
    if (!before.includes(words[start] ?? "")) break;
  }
  return undefined;
}

function editCommand(form: Form, state: State, text: string): Command | undefined {
  const parts = text.match(
    /^\s*(?:sửa|sua|chỉnh|chinh|đổi|doi)(?: lại| lai)?\s+([^:=\n]{1,40}?)(?:(?:\s*[:=]| thành | thanh )\s*([\s\S]+))?$/i,
  );
  if (!parts) return undefined;
  const field = fieldNamed(form, state, parts[1] ?? "");
  if (field) return { kind: "edit", field, value: parts[2]?.trim() ?? null };
  const isNumber = /^\d+$/.test(parts[1] ?? "");
  return state.step.kind === "ask" && !isNumber ? undefined : { kind: "noSuchField" };
}

function asksForName(form: Form, state: State): boolean {
  const { step } = state;
  return step.kind === "ask" && form.fields.some(({ id, kind }) => id === step.field && kind === "person");
}
