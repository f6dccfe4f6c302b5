import type { Field } from "../intake/form.ts";

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
  help: "Bạn kể từng bước, dùng vật gì, khác cách cũ ở đâu. Ví dụ: “Lắp thêm thanh gạt ở đầu băng tải, hàn từ sắt thừa.”",
};

/**
 * How far it got. What was not even tried is an idea and cannot be recognized yet (Điều 3 Điều lệ Sáng kiến,
 * Nghị định 13/2012/NĐ-CP).
 */
export const stage: Field = {
  id: "stage",
  kind: "choice",
  label: "Đã làm tới đâu",
  names: ["tinh trang", "giai doan", "toi dau", "da ap dung chua", "ap dung"],
  ask: "Cách làm đó tới đâu rồi?",
  help: "Chọn “áp dụng thử” khi đã làm trong thực tế, dù mới một lần hay một chỗ.",
  restTo: "first_applied",
  options: [
    {
      value: "applied",
      label: "Đã áp dụng",
      phrases: [
        "da ap dung",
        "ap dung roi",
        "dang ap dung",
        "da lam",
        "lam roi",
        "dang lam",
        "da dung",
        "dang dung",
        "dung roi",
        "da trien khai",
        "dang trien khai",
        "roi",
      ],
    },
    {
      value: "trial",
      label: "Đang hoặc đã áp dụng thử",
      phrases: [
        "ap dung thu",
        "da ap dung thu",
        "dang ap dung thu",
        "da lam thu",
        "dang lam thu",
        "lam thu",
        "dang dung thu",
        "da dung thu",
        "dung thu",
        "dang thu",
        "da thu",
        "thu roi",
        "thu tu",
        "moi thu",
        "co thu",
        "thu nghiem",
        "chay thu",
        "thi diem",
      ],
    },
    {
      value: "idea",
      label: "Chưa làm, mới là ý tưởng",
      phrases: [
        "chua",
        "chua co",
        "chua lam",
        "chua dung",
        "chua ap dung",
        "chua ap dung thu",
        "chua lam thu",
        "chua thu",
        "chua thu nghiem",
        "chua chay thu",
        "chua thi diem",
        "chua trien khai",
        "y tuong",
        "moi nghi",
        "du dinh",
        "de xuat",
        "muon lam",
      ],
      note:
        "Việc chưa làm thử thì chưa được công nhận là sáng kiến (Điều 3 Điều lệ Sáng kiến), nên mình ghi là ý tưởng. " +
        "Để đi tiếp: bàn với tổ hoặc đơn vị cho làm thử ở một chỗ, ghi lại ngày bắt đầu và kết quả trước, sau.",
    },
  ],
};

export const firstApplied: Field = {
  id: "first_applied",
  kind: "date",
  mustBePast: true,
  isOptional: true,
  when: { field: "stage", is: ["applied", "trial"] },
  label: "Ngày làm đầu tiên",
  names: [
    "ngay ap dung",
    "ngay ap dung dau tien",
    "thoi gian",
    "ap dung tu",
    "tu ngay",
    "tu khi nao",
    "ngay",
  ],
  ask: "Bắt đầu làm, kể cả làm thử, từ khi nào? Lấy ngày sớm nhất, nhớ áng chừng cũng được.",
  help: "Bạn viết như “15/3/2026”, “3/2026”, “tháng trước” hoặc “năm ngoái”.",
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
  help: "Chỉ ghi điều bạn thấy hoặc đo được: bớt mấy giờ, bớt bao nhiêu tiền, đỡ nguy hiểm chỗ nào. Chưa có số thì tả bằng lời.",
};

export const author: Field = {
  id: "author",
  kind: "person",
  label: "Người làm",
  names: ["ho ten", "ho va ten", "ten", "tac gia", "nguoi de xuat", "ho ten va noi lam"],
  ask: "Bạn tên gì, làm ở đâu? Ví dụ: Nguyễn Văn An, tổ cơ điện, Công ty Chè Than Uyên.",
  help: "Bạn viết họ và tên đầy đủ, rồi tới tổ, phòng hoặc công ty nơi bạn làm.",
  restTo: "unit",
};

export const unit: Field = {
  id: "unit",
  kind: "unit",
  label: "Nơi làm",
  names: ["don vi", "noi lam viec", "noi cong tac", "cong ty", "co quan", "lam o dau", "o dau"],
  ask: "Bạn làm ở tổ, phòng hoặc công ty nào?",
  help: "Đây là nơi sẽ xem xét sáng kiến. Ví dụ: tổ cơ điện, Công ty Chè Than Uyên.",
};
