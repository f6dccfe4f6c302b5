import type { Field } from "../intake/form.ts";

/**
 * How workers tell whether something was done. All expressions are for folded text, one clause a line; they
 * are data of the form, so they are written as text.
 */

const doing =
  "(?:lam|lap(?: dat)?|han|che(?: tao)?|dung|su dung|ap dung|trien khai|thay|doi|sua|gan|dat|ke|son|dan|may|dau (?:noi|them|day|lai|vao)|" +
  "noi|cai|viet|dao|xay|boc|lot|cat|khoan|phu|tron|thuc hien|van hanh|chay|to chuc|bo tri|sap xep|cai tien|chuyen|thi cong|dua vao)";
const using = "(?:lam|chay|dung|xai|su dung|ap dung|van hanh|trien khai|lap|thuc hien)";
const some = "(?: \\S+)";
/** Words that do not say that it was only a trial. */
const full = "(?:(?! thu\\b) \\S+)";
const span = "(?:\\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua) (?:ngay|tuan|thang|nam)(?: ruoi)?";
const about = "(?:duoc |hon |gan |khoang |chung |roi )*";
const dateStart = "(?:(?:dau|cuoi|giua|khoang) )?(?:thang|nam|ngay|hom|tuan|quy|\\d{1,2}[/-]\\d)";

/** A wish or a denial up to two words before takes the claim back: "muốn được làm thử", "chưa kịp lắp xong". */
const notWished =
  "(?<!\\b(?:chua|khong|ko|muon|se|dinh|tinh|xin|mong|neu|nghi|de xuat|cho|khi|phai)(?: \\S+){0,2} )(?<!^(?:chua|khong|ko|muon|se|dinh|tinh|xin|mong|neu|cho|khi|phai) )";

const appliedTold = [
  `\\bda (?:duoc |cho |tu |cung |nhau )*${doing}\\b`,
  "\\bda (?:giam|bot|do|tiet kiem|het) ",
  "\\bdang (?:duoc )?(?:ap dung|trien khai)\\b",
  "^(?:em |toi |minh |to |bon |chung |hien |nay |gio |bay |van )*dang (?:duoc )?(?:dung|su dung|lam)\\b",
  `${notWished}\\b${doing}${full}{0,6} (?:roi|xong)\\b`,
  `${notWished}\\b${using}${full}{0,3} ${about}${span} (?:nay|roi)\\b`,
  `${notWished}\\b(?:lam|chay|ap dung|van hanh|trien khai|su dung|dung) duoc (?:hon |gan |khoang )?${span}`,
  `${notWished}\\b${doing}${full}{0,6} (?:tu|hoi|vao|ke tu) ${dateStart}`,
  `\\b(?:tu|hoi) ${dateStart}${some}{0,4} ${doing}\\b`,
  // What is told of as seen since then was done.
  "^(?:va |ma )?tu (?:do|day) (?:den|toi) (?:nay|gio)\\b",
  "^(?:bay )?gio (?!.*\\b(?:chua|van|muon|phai|neu|can|se)\\b)(?:chi|con|moi|khong con|ko con|het|nhanh|do|bot|lam|tim|thay|may|xuong|vat tu)\\b",
  `\\b(?:tu|ke tu) (?:khi|luc|ngay) (?:co |duoc )?${doing}\\b(?!.*\\b(?:se|du kien)\\b)`,
];

const trialTold = [
  `${notWished}\\b(?:${doing}) thu\\b`,
  `${notWished}\\b(?:thu nghiem|thi diem)\\b`,
  `\\b(?:da|dang|moi|co) thu\\b(?! (?:nhap|tien|gom|hoach|hoi|mua))`,
  `${notWished}\\bthu ${about}(?:${span}|\\d+ (?:ca|me|lan|hom))\\b`,
];

/** "Chưa áp dụng rộng rãi" denies the width, not the doing; "trước chưa lắp" and "sửa chữa" deny nothing. */
const ideaTold = [
  `(?<!\\b(?:sua|be|thung|kho|bon|hom|truoc|day|kia|luc|khi) )\\bchua (?:he |tung |duoc |ai |co ai |dam |kip |bao gio |co gi )*(?:${doing}|thu)\\b(?! (?:thu )?(?:rong|dai tra|toan|chinh thuc|het|nhieu|cho khac))`,
  "\\bmoi (?:chi |dang )?(?:la |co |o |tren )?(?:nghi|y tuong|y dinh|du dinh|ban ve|giay)\\b",
  "\\b(?:chi|con) la y tuong\\b",
];

const ideaWished = [
  "^(?:da |em |toi |minh |chung |bon |to |cung )*muon (?!do |bot |giam |het |tranh |cho |de |tiet kiem |nhanh )",
  `\\b(?:muon|dinh|tinh|se|mong|xin|de xuat|de nghi|kien nghi|du kien)${some}{0,3} (?:${doing}|mua|cap|bo sung|them|dau tu)\\b`,
  "\\b(?:du dinh|y tuong|dang nghi|dang tinh|gia ma|gia nhu|uoc gi)\\b",
];

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
  readFrom: ["solution", "benefit"],
  restTo: "first_applied",
  options: [
    {
      value: "applied",
      label: "Đã áp dụng",
      told: appliedTold,
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
      told: trialTold,
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
      told: ideaTold,
      wished: ideaWished,
      contradicts: ["applied", "trial"],
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
    },
  ],
};

/** The day of first use, from which the law counts one year (khoản 2 Điều 5 Điều lệ Sáng kiến). */
export const firstApplied: Field = {
  id: "first_applied",
  kind: "date",
  mustBePast: true,
  isOptional: true,
  when: { field: "stage", is: ["applied", "trial"] },
  readFrom: ["solution", "benefit"],
  told: [
    `\\b(?:${doing}|thu|xong|roi|ap dung)${some}{0,6} (?:tu|hoi|vao|ke tu) (${dateStart}.{0,30})`,
    `^(?:tinh |ke )?(?:tu|hoi) (${dateStart}.{0,30})`,
    `\\b(?:tu|hoi) (${dateStart}(?: \\S+){0,3}) (?:em |toi |minh |to |bon |da |cho )*${doing}\\b`,
    `\\bda ${doing}.* ((?:hom|tuan|thang|nam) (?:qua|kia|truoc|roi|ngoai|nay|\\d{1,4})(?:[/ ](?:nam )?\\d{4})?)`,
    `\\bthu (?:nghiem )?${about}(${span})`,
    `\\b(?:lam|chay|ap dung|van hanh|trien khai|su dung) duoc (?:hon |gan |khoang )?(${span})`,
    `\\b${using}${some}{0,3} ${about}(${span}) (?:nay|roi)\\b`,
  ],
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
