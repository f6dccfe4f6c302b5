import { type Content, say } from "../kit/message.ts";

const again = (code: string) => [{ label: "Gửi lại", action: `say:${code}` }];
const noted = (reason: string) => (reason === "" ? "" : `\nCán bộ ghi: ${reason}`);

/** What members read about their registration, and what stands on the list for commendation. */
export const emulationTexts = {
  registered: (): Content => say("Công đoàn đơn vị sẽ xem và xác nhận đăng ký; xong mình báo bạn."),
  resultTaken: (): Content => say("Kết quả của bạn được chuyển để xét. Có kết quả xét, mình báo bạn."),
  resultUnregistered: (): Content =>
    say(
      "Mình đã nhận kết quả. Danh hiệu này chưa có đăng ký được đơn vị xác nhận, nên cán bộ sẽ xem thêm trước khi xét.",
    ),
  decided: {
    confirmed: (title: string, _code: string, reason: string): Content =>
      say(
        `Đơn vị đã xác nhận đăng ký của bạn trong “${title}”. Cuối năm bạn gửi kết quả bằng chính biểu mẫu này.${noted(reason)}`,
      ),
    returned: (title: string, code: string, reason: string): Content =>
      say(
        `Đơn vị trả lại đăng ký của bạn trong “${title}”, bạn sửa rồi gửi lại.${noted(reason)}`,
        again(code),
      ),
    achieved: (title: string, _code: string, reason: string): Content =>
      say(
        `Chúc mừng: kết quả của bạn trong “${title}” được xét đạt và đưa vào danh sách đề nghị khen thưởng.${noted(reason)}`,
      ),
    notAchieved: (title: string, _code: string, reason: string): Content =>
      say(
        `Kết quả của bạn trong “${title}” năm nay chưa được xét đạt. Cảm ơn bạn đã cố gắng.${noted(reason)}`,
      ),
  },
  paper: "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG",
  about: (title: string, year: number) => `${title}, năm ${year}`,
  counted: (count: number) => `Danh sách có ${count} người.`,
  order: "TT",
  name: "Họ và tên",
  unit: "Đơn vị",
  number: "Mã",
  title: "Danh hiệu",
  result: "Thành tích",
  sheet: "Khen thưởng",
  capacity: ["NGƯỜI LẬP DANH SÁCH"],
} as const;
