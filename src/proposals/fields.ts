import type { Field } from "../intake/form.ts";
import { authorOpeners, benefitOpeners, solutionOpeners } from "./openers.ts";

const who = "(?:em|toi|minh|tui|anh em|chung toi|chung em|to|bon em|tui em|nhom)";
/** Where somebody works is not what they made: "em lam o xuong che". */
const made =
  "(?:lam(?! (?:o|viec|tai|ben|cho|trong|nghe|cong nhan|to|doi)\\b)|lap|che|che tao|han|thay|sua|cai tien|thiet ke|viet|dung|su dung|dat|gan|them|bo tri|sap xep|to chuc|ap dung|doi|don|ke|chuyen|lap dat|mua|khoan|dan|son|xay)";
const figure =
  "\\d[\\d.,]*\\s?(?:%|phan tram|trieu|tr|ty|cu|chai|dong|nghin|ngan|k|gio|tieng|phut|giay|ngay|cong|nguoi|lan|kg|can|ta|tan|lit|met|m|so|kwh|so dien)(?:\\b|$|/)";

/** The questions both depths ask, so that one record can grow from quick to full. */

export const problem: Field = {
  id: "problem",
  kind: "text",
  min: 8,
  max: 2000,
  label: "Việc đang vướng",
  names: ["van de", "kho khan", "thuc trang", "hien trang", "viec vuong", "viec kho", "viec gi dang vuong"],
  ask: "Việc gì đang khó, tốn công, lãng phí hoặc chưa an toàn?",
  help: "Bạn kể việc đó xảy ra ở đâu, lúc nào, làm mất gì. Ví dụ: “Băng tải số 2 hay kẹt, mỗi ca dừng máy 3 lần.”",
};

export const solution: Field = {
  id: "solution",
  kind: "text",
  min: 8,
  max: 4000,
  label: "Cách làm",
  names: ["da lam", "muon lam", "giai phap", "sang kien", "y tuong", "noi dung", "da lam gi", "lam gi"],
  ask: "Bạn đã làm gì, hoặc muốn làm gì để việc đó tốt hơn?",
  opens: solutionOpeners,
  tale: [
    `^(?:nen |vi vay |do do |the la |roi |sau do )?${who} (?:da |moi |tu |cung |muon |dinh |nghi |lien )*${made}\\b`,
    `^(?:da|moi|tu) (?:tu )?${made}\\b`,
  ],
  help: "Bạn kể từng bước, dùng vật gì, khác cách cũ ở đâu. Ví dụ: “Lắp thêm thanh gạt ở đầu băng tải, hàn từ sắt thừa.”",
};

export const benefit: Field = {
  id: "benefit",
  kind: "text",
  min: 4,
  max: 2000,
  isOptional: true,
  label: "Lợi ích",
  names: ["ket qua", "hieu qua", "duoc loi gi", "loi ich thu duoc"],
  ask: "Việc đó mang lại, hoặc dự kiến mang lại lợi ích gì?",
  opens: benefitOpeners,
  opensAfter: "solution",
  tale: [
    `\\b(?:tiet kiem|lam loi|loi|bot|giam|rut ngan|tang|nang|nhanh hon|it hon|chi con|con|do)\\b.{0,40}${figure}`,
    "\\b(?:tiet kiem duoc|an toan hon|nhanh hon|do (?:ton|met|vat va|nguy hiem|cong)|khong con (?:ket|hong|tai nan|ho|nguy hiem))\\b",
  ],
  help: "Chỉ ghi điều bạn thấy hoặc đo được: bớt mấy giờ, bớt bao nhiêu tiền, đỡ nguy hiểm chỗ nào. Chưa có số thì tả bằng lời. Ví dụ: “Mỗi ca bớt dừng máy 30 phút, đỡ phải thò tay vào băng tải.”",
};

export const author: Field = {
  id: "author",
  kind: "person",
  label: "Người làm",
  names: ["ho ten", "ho va ten", "ten", "tac gia", "nguoi de xuat", "ho ten va noi lam"],
  ask: "Bạn tên gì, làm ở đâu? Ví dụ: Nguyễn Văn An, tổ cơ điện, Công ty Chè Than Uyên.",
  opens: authorOpeners,
  tale: [
    "^(?:da )?(?:em|toi|minh|tui|chau) (?:ten la|ten|la) (?!(?:cong nhan|giao vien|tho|nhan vien|to truong|nguoi|doan vien|mot|1) )\\p{L}+ \\p{L}+",
    "^(?:ho ten|ho va ten|nguoi lam|tac gia) ",
  ],
  help: "Bạn viết họ và tên đầy đủ, rồi tới tổ, phòng hoặc công ty nơi bạn làm.",
  restTo: "unit",
};

/** What the author wants kept from others: it is not compared, masked on papers, and given to no model. */
export const confidential: Field = {
  id: "confidential",
  kind: "text",
  min: 3,
  max: 2000,
  isOptional: true,
  label: "Thông tin cần bảo mật",
  names: ["bao mat", "bi mat", "phan bi mat", "phan nay bi mat", "giu bi mat", "giu kin", "can giu kin"],
  ask: "Có thông tin nào cần giữ bí mật không?",
  help: "Ghi phần nào của hồ sơ cần giữ kín. Ví dụ: “tỷ lệ pha trong phần Cách làm”. Không có thì “bỏ qua”.",
};

export const unit: Field = {
  id: "unit",
  kind: "unit",
  label: "Nơi làm",
  names: ["don vi", "noi lam viec", "noi cong tac", "cong ty", "co quan", "lam o dau", "o dau"],
  ask: "Bạn làm ở tổ, phòng hoặc công ty nào?",
  help: "Đây là nơi sẽ xem xét sáng kiến. Ví dụ: tổ cơ điện, Công ty Chè Than Uyên.",
};
