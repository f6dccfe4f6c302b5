import { fold } from "../kit/vietnamese.ts";
import { family, given, publicNames } from "./people-names.ts";

/** The kinds of personal data that are taken out, by the word that stands in for them. */
export type DataKind =
  | "TÊN"
  | "SĐT"
  | "EMAIL"
  | "GIẤY_TỜ"
  | "TÀI_KHOẢN"
  | "ĐỊA_CHỈ"
  | "NGÀY_SINH"
  | "LIÊN_KẾT";

/** What is found by `pattern`; where it has a group `it`, only that is meant. `null`: left as it is. */
export type DataRule = { readonly kind: DataKind | null; readonly pattern: RegExp };

const either = (words: readonly string[]) => words.map((word) => word.replace(/[.]/g, "\\.")).join("|");
const start = "(?<![\\p{L}\\d@._])";
const end = "(?![\\p{L}\\d])";

/** A syllable of a name: Nguyễn, NGUYỄN, A (as in "Nguyễn Văn A"). */
const proper = "\\p{Lu}[\\p{L}]*";
const small = "\\p{L}+";
const gap = "[ ]+";

const familyFolded = family.map(fold).map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
/** Districts that begin with what is a family name elsewhere: where somebody lives in general says nobody's name. */
const districts = "Sìn Hồ|Mường Tè|Phong Thổ|Tam Đường|Tân Uyên|Than Uyên|Nậm Nhùn|Lai Châu";

const anyFamily = either([...new Set([...family, ...familyFolded])]);
const familyCapitals = either(family.map((name) => name.toUpperCase()));
/** Written small, "công" begins "công nhân". */
const givenSmall = either(given.map((name) => name.toLowerCase()).filter((name) => name !== "công"));
/** Without marks these are everyday words as well: "em dung" is "em dùng", "em minh" is "em mình". */
const alsoWords = new Set("dung minh long hoan cong dong hang hoa an thu tan doan".split(" "));
/** And these behind "em" and "chi", which are no titles then: "em lien he", "chi bao nhieu". */
const alsoDeeds = new Set(
  "bao hien hieu hanh kien lien luong nhan quan thang thanh thuong tien toan trung truong tu tung van".split(
    " ",
  ),
);
const foldedNames = given.map(fold).filter((name) => !alsoWords.has(name));
const givenFolded = either(foldedNames);
const givenFoldedSure = either(foldedNames.filter((name) => !alsoDeeds.has(name)));

const titles =
  "anh|chị|em|cô|chú|bác|ông|bà|cậu|mợ|dì|đ/c|đc|d/c|đồng chí|sếp|thầy|bạn|cháu|con|vợ|chồng|kỹ sư|bác sĩ";
const foldedTitles = "anh|ong|d/c|dong chi";

/** Words that cannot belong to a name somebody just told: "tôi tên là lan làm ở xưởng may". */
const afterNames = either(
  `làm lam ở o là la công cong thuộc thuoc tại tai đang dang xin muốn muon hỏi hoi số so sdt sđt sinh và va
  đoàn doan bên ben của cua cho có co được duoc cần can nhờ nho mong không khong ko thì thi nay này năm nam
  cccd cmnd stk email đt dt gửi gui quê que nhà nha tuổi tuoi phòng phong xưởng xuong tổ chức gì gi ai nào nao sáng sang đơn don`.split(
    /\s+/,
  ),
);
const toldWord = `(?!(?:${afterNames})${end})${small}`;

const separated = (digits: string) => `${digits}(?:[ .-]?\\d)`;
/** What is behind a number that counts money or people, which is no number of a paper. */
const counting = "(?!\\s*(?:đồng|dong|đ|vnđ|vnd|triệu|trieu|tỷ|ty|nghìn|người|nguoi|%)(?!\\p{L}))";

const placeWord =
  "số nhà|nhà số|so nha|ngõ|ngách|hẻm|kiệt|đường|phố|tổ|khu|thôn|xóm|ấp|bản|phường|xã(?! hội)|thị trấn|thị xã|quận|huyện|thành phố|tp\\.?|tỉnh";
const placePart = `(?:(?:${placeWord})\\s+(?:${proper}|\\d+[\\p{L}/]*)(?:[ ]${proper})*)`;

const rule = (kind: DataKind | null, pattern: string, flags = "giu"): DataRule => ({
  kind,
  pattern: new RegExp(pattern, flags),
});

/** The first rule that takes a stretch of text keeps it, so what must stay and what is certain come first. */
export const dataRules: readonly DataRule[] = [
  rule("EMAIL", "(?<![\\p{L}\\d._+-])[\\p{L}\\d._+-]+@[\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)+"),
  rule("LIÊN_KẾT", "(?:https?://)?(?:www\\.)?(?:facebook\\.com|fb\\.com|m\\.me|zalo\\.me|t\\.me)/[^\\s,;]+"),
  // ── words of documents ──
  rule(null, `${start}\\d{1,5}(?:/\\d{4})?/\\p{L}+\\d*(?:-\\p{L}+)*`),
  rule(null, `${start}(?:${either(publicNames)})${end}`),
  // ── numbers of people ──
  rule(
    "NGÀY_SINH",
    `${start}(?:sinh ngày|sinh ngay|ngày sinh|ngay sinh|sinh năm|sinh nam|ns|năm sinh)(?: là| la)?[ :]*(?<it>\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{4})(?!\\d)`,
  ),
  rule(
    "TÀI_KHOẢN",
    `${start}(?:stk|tk|số tài khoản|so tai khoan|tài khoản|tai khoan)[^\\d\\n]{0,24}(?<it>${separated("\\d")}{5,18})(?!\\d)`,
  ),
  rule(
    "GIẤY_TỜ",
    `${start}(?:cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|hộ chiếu|ho chieu|bhxh|bảo hiểm|bao hiem|mã số thuế|ma so thue|mst)[^\\d\\n]{0,24}(?<it>\\p{Lu}?${separated("\\d")}{6,12})(?!\\d)`,
  ),
  rule("SĐT", `(?<![\\d/.,])(?:\\+?84|0)(?:[ .-]?\\d){8,10}(?![\\d/])${counting}`),
  rule("GIẤY_TỜ", `(?<![\\d/.,])\\d{9,19}(?![\\d/])${counting}`),
  rule("GIẤY_TỜ", `(?<![\\d/.,])\\d{3,4}(?: \\d{3,4}){2,3}(?![\\d/])${counting}`),
  rule("GIẤY_TỜ", `${start}\\d{2}[A-Z]\\d?[ -]\\d{3}[.]?\\d{2}(?!\\d)`),
  // ── where people live ──
  rule(
    "ĐỊA_CHỈ",
    `${start}(?:địa chỉ|dia chi|đ/chỉ|(?<!số )nhà|nha|thường trú|tạm trú|quê)(?: (?:em|tôi|toi|mình|minh|riêng|của|cua|tôi|thường trú|tạm trú|quán))*(?: (?:là|la|ở|o|tại|tai))?[ :]+(?<it>(?:(?:${placeWord})|số|so|\\d)[^.;?!\\n]{3,90})`,
  ),
  rule(
    "ĐỊA_CHỈ",
    `${start}(?:số nhà|nhà số|số|ngõ|ngách|hẻm)\\s+\\d+[\\p{L}/]*(?:,? (?:${placePart}|${proper}(?:[ ]${proper})+))+`,
    "gu",
  ),
  rule(
    "ĐỊA_CHỈ",
    `${start}(?:thôn|xóm|ấp|(?<![vV]ăn )bản|tổ(?: dân phố)?(?= \\d))\\s+(?:${proper}|\\d+)(?:[ ]${proper})*(?:,? ${placePart})*`,
    "gu",
  ),
  // ── names ──
  rule(
    "TÊN",
    `${start}(?:họ và tên|ho va ten|họ tên|ho ten|(?:em|tôi|toi|mình|minh|cháu|chau) (?:tên|ten)|tên(?: đầy đủ)?(?: của)?(?: tôi| em| mình| anh| chị| cháu| con)?|ten(?: cua)?(?: toi| em| minh)?)(?: (?:là|la))?[ :]+(?<it>(?<=(?:là|la|:|tôi|em|mình|họ tên|ho ten|và tên|va ten|(?:em|tôi|toi|mình|minh|cháu|chau) (?:tên|ten))[ :]+)${toldWord}(?:${gap}${toldWord}){0,4})`,
  ),
  rule("TÊN", `${start}(?!(?:${districts})${end})(?:${anyFamily})(?:${gap}${proper}){1,4}${end}`, "gu"),
  rule(
    "TÊN",
    `${start}(?:NGUYỄN|TRẦN|PHẠM|HUỲNH|(?:${familyCapitals})${gap}(?:VĂN|THỊ))(?:${gap}\\p{Lu}+){1,4}${end}`,
    "gu",
  ),
  rule(
    "TÊN",
    `${start}(?:${either(family.map((name) => name.toLowerCase()))}|nguyen|tran|pham|hoang|huynh|vu|vo|dang|bui|ngo|duong|le|phan|ly|dinh|lo|giang|vang|sung)${gap}(?:văn|thị|van|thi)${gap}${toldWord}(?:${gap}(?:${givenSmall}|${givenFolded}))?${end}`,
  ),
  rule(
    "TÊN",
    `${start}(?:[${"aA"}]nh|[cC]hị|[cC]hi|[eE]m|[cC]ô|[cC]hú|[bB]ác|[ôÔ]ng|[bB]à|[cC]ậu|[đĐ]/c|[đĐ]c|[dD]/c|[đĐ]ồng chí|[dD]ong chi|[sS]ếp|[tT]hầy|[bB]ạn|[cC]háu|[mM]ình là|[tT]ôi là|[eE]m là)${gap}(?<it>${proper}(?:${gap}${proper}){0,4})${end}`,
    "gu",
  ),
  rule("TÊN", `${start}(?:${titles})${gap}(?<it>${givenSmall})${end}`),
  rule("TÊN", `${start}(?:chi|em)${gap}(?<it>${givenFoldedSure})${end}`),
  rule("TÊN", `${start}(?:${foldedTitles})${gap}(?<it>${givenFolded})${end}`),
];
