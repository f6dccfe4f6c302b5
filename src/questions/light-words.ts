import { fold } from "../kit/vietnamese.ts";

/**
 * Words that carry grammar, politeness or the act of asking. A clause need not repeat them to be about the
 * question, so they do not count when coverage is measured.
 */
const written = `
  là gì nào ai đâu sao mấy bao nhiêu khi lúc hồi ngày giờ thế vậy đó đây này kia ấy nọ à ạ hả ha hở nhỉ nhé nha
  không chưa chẳng có được phải đúng cần nên sẽ đã đang vẫn còn rồi cũng đều chỉ thì mà và hay hoặc với cùng như
  của cho về ở tại trong ngoài trên dưới từ đến tới vào ra lên xuống qua lại theo để bằng do bởi vì nên nếu khi
  cái con chiếc những các mọi mỗi một hai vài nhiều ít rất quá lắm hơn nhất khác
  tôi mình em anh chị bạn ad bot cô chú bác ơi mày nó họ chúng ta
  hỏi biết muốn xin nói nghe thấy hiểu giúp hộ trả lời
  làm dùng gọi tên gồm bao việc thứ loại kiểu cách điều phần chỗ nơi
  bị thể đi nữa luôn cứ nói chung riêng nghĩa vụ sự
  số lượng mục đoạn khoản điểm phần văn bản tài liệu
  bn sdt j ko k dc`;

const exact = new Set(written.split(/\s+/).filter((word) => word !== ""));
const folded = new Set([...exact].map(fold));

/** Whether a normalized word carries no subject matter. Without marks it is judged by its folded form. */
export function isLight(word: string, isMarked: boolean): boolean {
  return isMarked ? exact.has(word) : folded.has(word);
}
