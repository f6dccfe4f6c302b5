import { fold } from "../kit/vietnamese.ts";

/** What a message asks of this room, whatever else is going on. */
export type FormAct =
  | { readonly kind: "open"; readonly code: string }
  | { readonly kind: "attend"; readonly code: string }
  | { readonly kind: "giveUp"; readonly code: string };

const code = "bm ?[-–]? ?([a-z0-9]{2,16})";
const polite =
  "(?:(?:em|toi|minh|cho|xin|muon|mo|lam|khai|tra loi|dang ky|gui|tham gia) )*(?:(?:bieu mau|phieu|khao sat|ma) )?";
const after = "(?: (?:a|ah|nhe|nha|ban|ad|voi|giup))*[.!]*";
const opens = new RegExp(`^(?:/start(?:@\\w+)? |/bieu_?mau(?:@\\w+)? )?${polite}${code}${after}$`);
const givesUp = new RegExp(`^(?:em |toi |minh |xin )*(?:huy|rut|bo|khong di) (?:dang ky )?${code}${after}$`);
/** The code of a gathering, shown there: six letters and digits, none that look alike. */
const attends = /^(?:\/start(?:@\w+)? )?(?:diem danh|dd)[ :_-]?([a-z0-9]{6})$/;

/** A code of a form or of a gathering in a short message; undefined when it is about something else. */
export function readFormAct(text: string): FormAct | undefined {
  if (text.length > 80) return undefined;
  const words = fold(text);
  const attended = attends.exec(words)?.[1];
  if (attended) return { kind: "attend", code: attended.toUpperCase() };
  const left = givesUp.exec(words)?.[1];
  if (left) return { kind: "giveUp", code: `BM-${left.toUpperCase()}` };
  const opened = opens.exec(words)?.[1];
  return opened ? { kind: "open", code: `BM-${opened.toUpperCase()}` } : undefined;
}
