/**
 * Words with which workers come from one thing to the next when they tell everything in one breath, without commas
 * and full stops, by voice or by thumb. All expressions are for folded text with abbreviations written out, matched at
 * the beginning of a word; they are data of the form.
 */

const self = "(?:em|toi|minh|tui|chau)";
const we =
  "(?:(?:chung|bon|tui|to|nhom|doi|ben) (?:em|toi|minh)|(?:may )?(?:anh|chi) em(?: minh| toi)?|(?:em|toi|minh) (?:voi|va|cung) (?:may )?(?:anh|chi) em|may (?:thay co|chi em|anh em))";
const so = "(?:(?:nen|the la|vi vay|vi the|do do|thay vay|thay the|roi|sau do) )?";
const adverb = "(?:(?:da|moi|tu|cung|lien|muon|dinh|tinh|nghi|xin|ban|hay|nghi ra|nay) )*";
/** "Em thấy việc …", "em làm ở …", "em dùng máy …" without marks tell no solution. */
const making =
  "(?:thay (?!viec|rang|la |may nay|nhieu|hay |no |kho |ton |mat |khong|ai |cac |anh |chi |ba con)|lam (?!o |tai |viec|cong |nghe |trong |ben |hai |ca |\\d|mot minh|khong|hoai|mai |lau|that|met|kho|tho )|" +
  "lap|che|gan|doi|boc|dan|treo|dong|don|ke|han|dat|in|lat|nang|may|cai|chia|cat|chon|xay|dao|khoan|son|theu|lay|ghep|noi|cho|mua|viet|thiet ke|cai tien|bo tri|sap xep|to chuc|lot|phu|tron|pha|ve sinh|tan dung|goi|lop|trong|dung (?!may nay)|do (?:lai|may|xe|che)|kiem|quay|ap dung|chuyen|them|bo sung|de)";
const mended = `${so}(?:${we}|${self}) ${adverb}${making}\\b`;

/** Where the part that tells what was done begins. */
export const solutionOpeners = [mended];

const number = "(?:\\d|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua|chuc|tram|gan|hon|chung|khoang|duoc|ca )";
const span =
  "(?:thang|ca|ngay|tuan|nam|quy|me|khoa|vu|lan|mua|nguoi|xe|buoi|chuyen|to|may|ho|trua|toi|gio|lop|pin|cai)";
const less =
  "(?:tiet kiem|bot|do|giam|loi|nhanh|them|tang|het|con|chi|dung duoc|dung dc|dong duoc|det|lam duoc|ghi)";

/** Where the part that tells what it brought begins, once it was told what was done. */
export const benefitOpeners = [
  "(?:tu (?:do|day)(?: (?:den|toi) (?:nay|gio))?|tu (?:ngay|khi|luc) (?:lam|co|lap|thay|ap dung|dung)|nho (?:do|vay|the)|ket qua|hieu qua) ",
  "bay gio ",
  "(?<!\\b(?:\\d+|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|may|theo|hen|ca|moi|ngoai|luc|toi|den|nua|lam|cai|chiec|dan|treo) )gio (?=(?:chi|con|moi|thi|lam|tim|thay|may|khong|het|hon|la|so|di|ca|ai|ba con|\\d+|em|tre|khach|cong|vat tu|xuong|doi|ho|moi nguoi) )",
  `(?<!\\btu (?:\\S+ ){1,4})(?:den (?:nay|gio)) `,
  `(?:moi|mot|1|\\d+|hai|ba) ${span}(?: (?!tu )\\S+){0,2} ${less}\\b`,
  "(?<!\\b(?:duoc|chay|dung|lam|hon|gan|nua|roi) )(?:\\d+|mot|hai|ba) (?:nam|thang|tuan) nay (?!roi)",
  `(?:tiet kiem|loi) (?:duoc )?${number}`,
  "tiet kiem ",
  `(?:se |chac |chac se |du kien |uoc |cung )?(?:bot|do|giam) (?:duoc |hong |ton |phai |mat |met |nguy hiem |vat va |con |tu |xuong |dau |nga |tai nan |${number})`,
  "(?:chac |se |chac se )(?:bot|do|giam|nhanh|an toan)",
  "(?:khong|chua|chang) con ",
  "(?:khong|chua|chang) (?:thay|phai|bi|co) \\S+ (?:\\S+ )?(?:lan nao|vu nao|nua)",
  "(?:so|ty le|thoi gian|chi phi|cong suat|ket qua|san luong)(?: \\S+){1,5} (?:giam|tang|bot|con)\\b",
  "\\S+ \\S+ (?:giam|tang) (?:tu|con|xuong|len)\\b",
  "chi (?:can|mat|con|ton) ",
  `(?:nhanh|an toan|gon|deu|sach) hon\\b`,
  "giam \\d",
];

/** Where the writer says who they are. */
export const authorOpeners = [
  `(?:da )?${self} (?:ten la|ten|la) (?!(?:cong nhan|giao vien|tho|nhan vien|to truong|to pho|nguoi|doan vien|dan|can bo|lai xe|bac si|y si|y ta|dieu duong|ky su|doi truong|quan doc|mot|1|it|nhieu|thay|minh|lap|dung|do|khong|xong|duoc)\\b)(?=(?:\\S+ ){2,16}$)`,
  "(?:ho ten|ho va ten|ten (?:em|toi|minh)) (?:la )?(?=(?:\\S+ ){2,16}$)",
];
