import { fold, isMarked, normalize } from "../../kit/vietnamese.ts";

/** Longer words under a picture tell something; shorter ones may only say what can be seen. */
const longestCaption = 8;
/** With its marks the first word leaves no doubt that a picture is meant. */
const longestMarked = 15;

const marked =
  /^(?:(?:dạ|vâng|em|tôi|mình|cho em|xin|gửi|chụp|thêm|\d+|tấm|cái) )*(?:ảnh|hình(?! (?:dán|vẽ|thành|thức|dạng))|clip|video|file|tệp|bản vẽ)(?: |$)/;
const folded =
  /^(?:(?:da|vang|em|toi|minh|cho em|xin|gui|chup|them|\d+|tam|cai) )*(?:anh|hinh|clip|video|file|tep|ban ve)(?: |$)/;
const here =
  /^(?:da |vang )*(?:cai nay (?:o|la) |(?:day|no day|the nay|nhu nay|xem giup|kem theo|minh hoa)(?: (?:a|ah|nhe|nha|la|em|ban|ad)(?: |$)|$))/;
/** Before and after, as long as nothing is said about what it brought. */
const moment = /(?:^| )(?:truoc|sau|luc|trong) (?:khi|luc|va|day)(?: |$)|^(?:truoc|sau|truoc sau)$/;
const gain = /\d|(?:^| )(?:bot|giam|het|do|tiet kiem|nhanh|tang|khong con|khong bi)(?: |$)/;

/**
 * Whether the words under a picture only speak of the picture ("ảnh máy sau khi lắp", "hình đây ạ"), so that
 * they answer nothing. "Anh Nam lắp thêm quạt" speaks of a man wherever the writer uses marks.
 */
export function isAboutPicture(text: string): boolean {
  const words = normalize(text)
    .replace(/[^\p{L}\p{M}\p{N} ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const bare = fold(words);
  const length = bare.split(" ").length;
  if (here.test(bare)) return length <= longestCaption;
  if (isMarked(words) && marked.test(words)) return length <= longestMarked;
  if (!isMarked(words) && folded.test(bare)) return length <= longestCaption;
  return length <= longestCaption && moment.test(bare) && !gain.test(bare);
}
