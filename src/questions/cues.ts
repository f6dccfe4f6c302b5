import { type Phrases, phrases } from "./phrases.ts";

/**
 * Kinds of thing a question asks for. The first group is *exact*: only a clause that holds such a thing
 * answers it. The second is open: any clause on the subject may.
 */
export const exactKinds = [
  "phone",
  "email",
  "address",
  "link",
  "file",
  "name",
  "money",
  "percent",
  "hour",
  "day",
  "month",
  "quarter",
  "year",
  "time",
  "duration",
  "frequency",
  "quantity",
  "validity",
  "document",
] as const;
export type ExactKind = (typeof exactKinds)[number];
type OpenKind = "body" | "place" | "definition" | "condition" | "list" | "how" | "why" | "yes-no" | "content";
export type AskedKind = ExactKind | OpenKind;

export function isExact(kind: AskedKind): kind is ExactKind {
  return (exactKinds as readonly string[]).includes(kind);
}

/** Words that ask for each kind. Order does not matter: a question may ask for several things. */
export const kindCues: ReadonlyMap<AskedKind, Phrases> = new Map([
  [
    "phone",
    phrases(`
      số điện thoại
      điện thoại
      hotline
      đường dây nóng
      số máy
      gọi số
      số zalo
      alo số`),
  ],
  ["email", phrases("email\n thư điện tử\n hòm thư\n hộp thư")],
  [
    "address",
    phrases(`
      địa chỉ
      trụ sở … đâu
      trụ sở … nào
      văn phòng … đâu
      văn phòng … nào
      nằm/đóng ở đâu
      đường nào
      số nhà
      phòng số`),
  ],
  ["link", phrases("link\n url\n đường dẫn\n đường link\n địa chỉ/tên trang web\n tên miền\n web gì/nào $")],
  [
    "file",
    phrases(`
      file
      tải ở đâu
      tải về
      bản mềm
      bản pdf/word
      toàn văn
      mẫu đơn
      mẫu giấy
      mẫu số
      biểu mẫu
      form
      xin mẫu/bản`),
  ],
  ["name", phrases("họ tên\n ai ký\n ai là người ký\n đồng chí nào\n ông/bà nào\n cán bộ nào tên")],
  [
    "money",
    phrases(`
      bao nhiêu tiền
      mấy tiền
      mấy đồng
      bao nhiêu đồng/triệu/tỷ/nghìn/ngàn
      mấy triệu/trăm/tỷ/chục/củ
      giá bao nhiêu
      kinh phí/mức/tiền/chi tối đa/thiểu
      mức chi/thưởng/phí tối đa
      hết bao nhiêu`),
  ],
  [
    "percent",
    phrases(
      "bao nhiêu phần trăm\n mấy phần trăm\n bao nhiêu %\n mấy %\n phần trăm $\n tỷ lệ bao nhiêu\n mấy phần $",
    ),
  ],
  ["hour", phrases("mấy giờ\n giờ nào\n bao nhiêu giờ")],
  [
    "day",
    phrases(`
      ngày nào
      hôm nào
      bữa nào
      ngày mấy
      mùng/mồng mấy
      ngày bao nhiêu
      ngày tháng nào
      ngày tháng năm nào
      ngày tháng năm`),
  ],
  ["month", phrases("tháng mấy\n tháng nào\n tháng bao nhiêu")],
  ["quarter", phrases("quý mấy\n quý nào")],
  ["year", phrases("năm nào\n năm mấy\n năm bao nhiêu\n giai đoạn nào\n nhiệm kỳ nào")],
  [
    "time",
    phrases(`
      khi nào
      bao giờ
      lúc nào
      hồi nào
      dịp nào
      đợt nào
      thời gian nào
      thời điểm nào
      hạn nào
      hạn chót
      hạn nộp
      hạn cuối
      chừng nào`),
  ],
  [
    "duration",
    phrases(`
      bao lâu
      mấy năm
      mấy tháng
      mấy ngày
      mấy tuần
      bao nhiêu năm/tháng/ngày/tuần/lâu
      thời hạn … bao nhiêu
      thời hạn … mấy
      thời hiệu … bao nhiêu
      thời gian … bao nhiêu
      bao nhiêu thời gian
      bao nhiêu ngày`),
  ],
  [
    "frequency",
    phrases(`
      bao lâu … một/1 lần
      mấy năm/tháng/ngày/tuần/quý một/1 lần
      mấy lần một/1/mỗi năm/tháng/quý
      mỗi năm/tháng/quý mấy lần
      bao nhiêu lần một/1/mỗi năm/tháng`),
  ],
  ["quantity", phrases("bao nhiêu\n mấy\n số lượng")],
  [
    "validity",
    phrases(`
      còn hiệu lực
      hết hiệu lực
      hiệu lực … nào
      hiệu lực … giờ
      có hiệu lực
      hết hạn
      còn hạn
      có giá trị
      giá trị bao/mấy/trong/đến
      thay thế văn bản
      thay thế … nào
      bị thay thế
      bị bãi bỏ`),
  ],
  [
    "body",
    phrases(`
      ai
      người nào
      cơ quan nào
      đơn vị nào
      ban nào
      cấp nào
      tổ chức nào
      viện nào
      phòng nào
      báo nào
      bên nào
      sở nào
      với ai
      cho ai`),
  ],
  [
    "document",
    phrases(`
      số hiệu
      số ký hiệu
      văn bản nào
      văn bản … số
      nghị quyết nào
      nghị quyết … số mấy
      chương trình nào
      chương trình hành động nào
      chương trình hành động số mấy
      quyết định nào
      nghị định nào
      thông tư nào
      luật nào`),
  ],
  [
    "condition",
    phrases(`
      điều kiện
      thế nào thì được
      thế nào mới được
      khi nào thì được
      khi nào mới được
      cần gì để được
      cần gì thì được
      muốn được … thì
      phải … mới được`),
  ],
  [
    "place",
    phrases(
      "ở đâu\n đâu $\n nơi nào\n chỗ nào\n về đâu\n từ đâu\n vào đâu\n tại đâu\n đến đâu\n đâu ra\n gửi/nộp/đưa … hay gửi/nộp/đưa/cho/về/lên",
    ),
  ],
  [
    "definition",
    phrases(`
      là gì
      là cái gì
      là sao
      là ai
      là như thế nào
      nghĩa là
      nghĩa gì
      thế nào là
      gọi là gì
      hiểu là
      khái niệm
      định nghĩa
      là … gì $
      là ngày/tháng/năm gì`),
  ],
  [
    "list",
    phrases(`
      gồm … gì
      gồm … nào
      gồm những
      gồm ai
      bao gồm
      những … nào
      các … nào
      những gì
      liệt kê
      kể tên
      kể ra
      kể các
      nhóm nhiệm vụ
      nhóm giải pháp
      nhóm việc
      các nhóm
      nêu các
      nêu những
      có những
      phải làm gì
      phải làm những gì
      làm những việc gì
      giao những việc gì`),
  ],
  [
    "how",
    phrases(`
      làm thế nào
      làm sao
      như thế nào
      thế nào
      cách nào
      bằng cách
      ra sao
      sao $
      thủ tục
      quy trình
      các bước
      cách làm
      cách nộp`),
  ],
  [
    "why",
    phrases(
      "vì sao\n tại sao\n sao lại\n để làm gì\n mục đích gì\n mục đích ban/của/là/ra/lập\n lý do gì\n nhằm … gì",
    ),
  ],
  [
    "yes-no",
    phrases(`
      đúng/phải không
      được không
      đúng/phải chứ $
      có phải
      có đúng
      hay không
      có … không
      không $
      chưa $
      à $
      hả $
      ha $
      chứ $
      đúng chưa
      có bắt buộc
      có được
      có cần
      có thể
      phải thế không/à`),
  ],
]);

/** Somebody who holds an office. Asked "who" or "named what", the question wants a person's name. */
export const officeCues = phrases(`
  chủ tịch
  bí thư
  giám đốc
  trưởng ban
  phó ban
  viện trưởng
  chánh văn phòng
  người ký
  người phụ trách
  cán bộ`);
export const nameWords = phrases("tên\n ai là\n là ai\n ai $\n giờ ai\n nay ai");
/** Of an officer only the name itself is a name: "cán bộ nào" may be answered by an office. */
export const plainOfficer = phrases("cán bộ\n người phụ trách");

/** What is counted in money. */
export const moneyWords = phrases(`
  tiền
  thưởng
  lương
  thù lao
  kinh phí
  học phí
  chi phí
  lệ phí
  mức thưởng/chi/hưởng/đóng/phạt/khen/hỗ/tiền
  phụ cấp`);

/** A yes-or-no question that already states its answer and asks to have it confirmed. */
export const premiseCues = phrases(`
  đúng không
  phải không
  đúng chứ
  đúng chưa
  có đúng
  có phải
  đúng/phải hông
  à $
  hả $
  ha $`);
