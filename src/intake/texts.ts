import type { Field, Form } from "./form.ts";

/** What the form machine says by itself. What a form asks stands in the form. */
export const texts = {
  question: (place: string, ask: string) => (place === "" ? ask : `${place}. ${ask}`),
  place: (index: number, of: number) => `Câu ${index}/${of}`,
  standing: (answer: string) => `Hiện đang ghi: “${answer}”. Viết lại để thay, hoặc “tiếp tục” để giữ.`,
  goOn: (form: Form) => `Ta tiếp tục ${form.title} nhé.`,
  noted: (labels: readonly string[]) => `Đã ghi: ${labels.join(", ")}.`,
  skipped: (label: string) => `Bỏ qua mục ${label}.`,
  filesKept: (count: number, all: number, isPhotos: boolean) => {
    const what = isPhotos ? "ảnh" : "tệp";
    if (count === 0) return `Các ${what} này mình có rồi.`;
    return count === all
      ? `Đã nhận ${count} ${what}.`
      : `Đã nhận thêm ${count} ${what}, tất cả ${all} ${what}.`;
  },
  filesFull: (most: number, left: number) =>
    `Một hồ sơ giữ được ${most} tệp, còn ${left} tệp chưa được lưu. Bạn chọn gửi những ảnh rõ nhất giúp.`,
  takenAsSaid: (label: string) => `Mình ghi mục ${label} đúng như bạn viết.`,
  leftForLater: (label: string) =>
    `Mình chưa hiểu câu này cho mục ${label}, nên giữ nguyên văn cho cán bộ xem và làm tiếp.`,
  annexKept: "Mình giữ nguyên văn đoạn bạn viết trong phần ghi thêm của hồ sơ.",

  summaryTitle: (form: Form) => `Bạn xem lại ${form.title}:`,
  summaryLine: (label: string, answer: string) => `• ${label}: ${answer}`,
  guessed: (lines: readonly string[]) =>
    `Mình hiểu là:\n${lines.join("\n")}\nSai mục nào thì viết như “sửa lợi ích”.`,
  guessLine: (label: string, answer: string) => `• ${label}: “${answer}”`,
  summaryGuess: (label: string, answer: string) => `• ${label}: mình hiểu là “${answer}”`,

  ownWordsOnly:
    "Mình không viết thay: chỉ bạn biết việc thật, và hồ sơ phải đúng lời bạn. Bạn trả lời ngắn, từng câu, sai chính tả cũng được.",

  secretAll: "toàn bộ nội dung",
  secretKept: (label: string) =>
    `Mình đã ghi phần “${label}” là bí mật: không đưa cho máy khác đọc, không so với hồ sơ khác, bản in che lại. ` +
    "Không cần nữa thì viết “bỏ bí mật”.",
  secretDropped: "Mình đã bỏ dấu bí mật của hồ sơ này.",

  summarySkipped: "(chưa có)",
  summaryUnknown: "chưa rõ",
  summaryUnknownChoice: "chưa rõ (biết thì chọn ở dưới)",
  summaryFiles: (count: number) => `• Ảnh, tệp kèm theo: ${count}`,
  summaryAnnexes: (count: number) => `• Đoạn ghi thêm, giữ nguyên văn: ${count}`,
  summaryHow: ({ words }: Form) =>
    `Muốn đổi thì viết như “sửa ${words?.example ?? "lợi ích"}”. Đúng rồi thì viết “gửi”.`,
  notAtSummary: "Chưa gửi được, còn thiếu câu này:",
  summaryUnclear: "Hồ sơ đã đủ câu trả lời. Bạn viết “gửi” để gửi, “sửa” để sửa, “huỷ” để cất lại.",

  which: "Bạn muốn sửa mục nào? Viết tên mục hoặc chọn dưới đây.",
  whichUnclear: "Mình chưa thấy mục đó. Bạn chọn một mục trong danh sách nhé.",
  firstAlready: "Đây là câu đầu tiên.",
  mustAnswer: (field: Field) => `Mục ${field.label} cần có, chưa bỏ qua được.`,
  paused: (form: Form) =>
    `Mình đã cất ${form.title} của bạn, chưa gửi đi đâu. Lúc nào muốn làm tiếp, viết “tiếp tục”.`,
  discarded: (form: Form) =>
    `Mình đã bỏ ${form.title} này. Đổi ý trong 7 ngày thì viết “tiếp tục” để lấy lại.`,

  empty: "Mình chưa thấy chữ nào. Bạn viết bằng chữ nhé.",
  tooShort: (field: Field) => `Mục ${field.label} còn ngắn quá. ${field.help}`,
  tooLong: (length: number, max: number) =>
    `Đoạn này dài ${length} ký tự, mục này tối đa ${max}. Mình đã giữ nguyên văn trong phần ghi thêm của hồ sơ; bạn viết giúp vài câu tóm tắt cho mục này nhé.`,
  tooLongName: (max: number) => `Mục này tối đa ${max} ký tự. Bạn viết gọn lại giúp.`,
  choiceUnclear: "Bạn chọn một trong các câu trả lời dưới đây, hoặc viết số thứ tự của nó.",
  dateNone: "Mình chưa đọc được ngày. Bạn viết như “15/3/2026”, “3/2026”, “tháng trước” hoặc “năm ngoái”.",
  dateImpossible: "Lịch không có ngày này. Bạn xem lại giúp, viết như “15/3/2026” hoặc “3/2026”.",
  dateSeveral: "Bạn viết một ngày thôi, ngày sớm nhất.",
  dateFuture: "Ngày này chưa tới. Bạn viết ngày đã qua, như “15/3/2026” hoặc “tháng trước”.",
  moneyNone: "Mình chưa đọc được số tiền. Bạn viết như “12 triệu”, “500 nghìn”, “1,2 tỷ”.",
  moneyNoUnit: (said: string) => `${said} nghìn, triệu hay tỷ? Bạn viết cả đơn vị, như “12 triệu”.`,
  moneyNegative: "Số tiền không thể âm. Bạn viết như “12 triệu”.",
  moneySeveral: "Bạn viết một số tiền ước chừng thôi, như “12 triệu mỗi năm”.",
  percentNone: "Bạn viết một số từ 0 đến 100, như “30%”.",
  percentOutside: "Tỷ lệ phải từ 0 đến 100. Bạn viết lại, như “30%”.",
  percentSeveral: "Bạn viết một con số thôi, như “30%”.",
  numberNone: "Bạn viết một con số, như “12” hoặc “1.250”.",
  numberWhole: "Mục này cần số nguyên, không có phần lẻ. Bạn viết lại, như “12”.",
  numberOutside: (min: string, max: string) => `Số này phải từ ${min} đến ${max}. Bạn xem lại giúp.`,
  numberSeveral: "Bạn viết một con số thôi, như “12”.",
  unitUnclear: "Bạn viết tên tổ, phòng hoặc công ty nơi bạn làm. Ví dụ: tổ cơ điện, Công ty Chè Than Uyên.",
  personUnclear: "Bạn viết đủ họ và tên, không kèm số. Ví dụ: Nguyễn Văn An.",
  person: (name: string, share: number | null) => (share === null ? name : `${name} ${sayShare(share)}`),
  peopleUnclear:
    "Bạn viết mỗi người một dòng, bắt đầu bằng họ và tên. Ví dụ:\nNguyễn Văn An, 60%\nLò Thị Mai, 40%",
  peopleTooMany: (most: number) => `Danh sách này tối đa ${most} người.`,
  personTwice: (name: string) => `${name} được ghi hai lần. Bạn xem lại danh sách giúp.`,
  sharesMissing:
    "Bạn ghi tỷ lệ đóng góp cho từng người, cộng lại đủ 100%, như:\nNguyễn Văn An, 60%\nLò Thị Mai, 40%\nBằng nhau thì ghi thêm “chia đều” ở cuối.",
  sharesWrong: (sum: number) =>
    `Tỷ lệ đang cộng lại là ${sayShare(sum)}${sum < 100 ? `, còn thiếu ${sayShare(100 - sum)}` : sum > 100 ? `, thừa ${sayShare(sum - 100)}` : ""}; phải đủ 100% và ai cũng trên 0%. Bạn viết lại cả danh sách giúp.`,
  filesUnclear: "Bạn gửi ảnh hoặc tệp, rồi viết “xong”.",

  send: "Gửi hồ sơ",
  edit: "Sửa",
  later: "Để sau",
  skip: "Bỏ qua",
  back: "Quay lại",
  keep: "Giữ nguyên",
  goOnLabel: "Làm tiếp",
} as const;

function sayShare(share: number): string {
  return `${String(Math.round(share * 100) / 100).replace(".", ",")}%`;
}
