import { exactKey, fold, foldedKey } from "../kit/vietnamese.ts";

/**
 * Words that carry grammar, politeness or the act of asking. A clause need not repeat them to be about the
 * question, so they do not count when coverage is measured.
 */
const written = `
  là gì nào ai đâu sao mấy bao nhiêu khi lúc hồi giờ thế vậy đó đây này kia ấy nọ à ạ hả ha hở nhỉ nhé nha
  không chưa chẳng có được phải đúng cần nên sẽ đã đang vẫn còn rồi cũng đều chỉ thì mà và hay hoặc với cùng như
  của cho về ở tại trong ngoài trên dưới từ đến tới vào ra lên xuống qua lại theo để bằng do bởi vì nên nếu khi
  cái con chiếc những các mọi mỗi một hai vài nhiều ít rất quá lắm hơn nhất khác
  tôi mình em anh chị bạn ad bot cô chú bác ơi mày nó họ chúng ta
  hỏi biết muốn xin nói nghe thấy hiểu giúp hộ trả lời
  làm dùng gọi tên gồm việc thứ loại kiểu cách điều phần chỗ nơi
  bị thể đi nữa luôn cứ nhóm liệt kê kể nêu bốn nội dung
  mục khoản
  bn j ko k dc`;

/** Words of subject matter that stand in questions about anything, and in few documents: they weigh little. */
const faintWords = `
  yêu cầu quy định thực hiện tổ chức tham gia công tác hoạt động vấn đề đặt đạt gửi xem đưa lấy mở viết khai điền
  chờ đợi gặp bảo nhờ tìm nghe giao nhằm tạo thể hiện nay lần người ghi thử xong hết trước sau mất bắt đầu
  bình thường toàn tất cả kênh rõ hiện`;

const all = written.split(/\s+/).filter((word) => word !== "");
const exactKeys = new Set(all.map(exactKey));
const foldedKeys = new Set(all.map((word) => foldedKey(fold(word))));

/** Whether a word carries no subject matter. Without its marks (`exact` missing) it is judged folded. */
export function isLight(word: { readonly exact: string | undefined; readonly folded: string }): boolean {
  return word.exact === undefined ? foldedKeys.has(word.folded) : exactKeys.has(word.exact);
}

const faintExact = new Set(faintWords.split(/\s+/).map(exactKey));

/** Whether a word says little about what a question is about. Without its marks it is not judged. */
export function isFaint(word: { readonly exact: string | undefined }): boolean {
  return word.exact !== undefined && faintExact.has(word.exact);
}
