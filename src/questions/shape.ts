import { foldedKey, words } from "../kit/vietnamese.ts";
import type { AskedKind } from "./cues.ts";

/**
 * How far a text has the shape of an answer to the open kind of question asked, 0 to 1: a definition says
 * "… là …" of the thing asked about, a purpose says "nhằm" or "để", a list has several members. 0 when the
 * question asks for nothing of the sort. `subject` holds the folded words of what is asked about.
 */
export function openFit(kinds: ReadonlySet<AskedKind>, subject: ReadonlySet<string>, text: string): number {
  const fits: number[] = [];
  if (kinds.has("definition")) fits.push(defines(subject, text));
  if (kinds.has("why"))
    fits.push(/(?<!\p{L})(?:nhằm|để|góp phần|mục đích|phục vụ)(?!\p{L})/iu.test(text) ? 1 : 0);
  if (kinds.has("condition")) fits.push(/điều kiện/iu.test(text) ? (/^điều kiện/iu.test(text) ? 2 : 0.5) : 0);
  if (kinds.has("list")) fits.push((text.match(/[,;]/g)?.length ?? 0) >= 3 ? 1 : 0);
  if (kinds.has("place")) fits.push(sendsSomewhere.test(text) ? 1 : 0);
  if (kinds.has("body")) fits.push(namesSomebody(text) ? 1 : 0);
  return fits.length === 0 ? 0 : Math.max(...fits);
}

const sendsSomewhere =
  /(?:nộp|gửi|chuyển|báo cáo|liên hệ|đăng|truyền tải|lấy|nguồn)[^.;]{0,60}?(?<!\p{L})(?:cho|về|tới|đến|tại|từ|qua|trên)(?!\p{L})/iu;

/** Words of the subject stand right before "là", as in "Sáng kiến là giải pháp …". */
function defines(subject: ReadonlySet<string>, text: string): number {
  let best = 0;
  for (const match of text.matchAll(/(?<!\p{L})là(?!\p{L})/giu)) {
    const before = words(text.slice(Math.max(0, match.index - 60), match.index))
      .map(foldedKey)
      .slice(-4);
    const near = [...before, ...(text.slice(0, match.index).match(/\d+/g)?.slice(-2) ?? [])];
    best = Math.max(
      best,
      near.filter((key) => subject.has(key)).length / Math.min(3, Math.max(1, subject.size)),
    );
  }
  return Math.min(1, best);
}

function namesSomebody(text: string): boolean {
  return /liên đoàn|công đoàn|(?<!\p{L})(?:ban|sở|viện|báo|cơ sở|cơ quan|đơn vị|cán bộ|tác giả|chủ đầu tư|chính phủ)(?!\p{L})/iu.test(
    text,
  );
}
