import { longestAt, phrases, standsFor, type Word } from "./phrases.ts";

/**
 * Things people ask a union about that are something of their own: a clause that does not speak of the thing
 * does not answer, however many other words it shares with the question ("đoàn phí" is no "kinh phí", "lương
 * tối thiểu vùng" is no "lương tối thiểu chung"). It is no list of what is unknown: once a published
 * document speaks of a thing, questions about it are answered from there.
 */
const topics = phrases(`
  mấy giờ rồi
  tầng mấy/nào
  độc thân
  kết nghĩa
  thuê lại
  điều chuyển
  phụ lục
  người nước ngoài
  hai/2 công ty
  hai/2 cty
  xin nghỉ
  đơn nghỉ
  trồng chè/lúa/cây/rau
  sáng kiến cấp tỉnh/huyện/bộ
  sk cấp tỉnh/huyện/bộ
  bộ khoa học
  sở khoa học … duyệt
  còn là đoàn/đv
  mất tư cách
  mở cửa
  gov
  tài khoản
  hội trường
  mã số thuế
  chữ ký số
  con dấu
  trọng tài
  hòa giải
  giữ bằng
  bằng gốc
  chủ nhật
  ngày lễ
  ngày nghỉ
  con ốm
  nuôi con
  chăm con
  thuê nhà
  vé số
  tổng bí thư
  chủ tịch nước
  thủ tướng
  bộ trưởng
  giá chè/lúa/thịt/điện/nước
  trợ giúp pháp lý
  luật lao động
  bộ luật
  luật công đoàn
  điều lệ công đoàn
  nghỉ không lương
  không lương
  dịch câu/sang/giúp/hộ
  điện thoại … hỏng/pin
  thất lạc
  xăng xe
  công tác phí
  tiền ăn
  tiền trọ
  tiền điện
  làm hộ
  đòi nợ
  tín dụng
  khoản vay
  lương tối thiểu vùng
  lương tối thiểu
  lương cơ bản
  lương cơ sở
  lương tháng 13
  lương thử việc
  thang lương
  bảng lương
  nâng lương
  trả lương
  trừ lương
  nợ lương
  chậm lương
  ứng lương
  phiếu lương
  tiền lương
  làm thêm
  tăng ca
  thêm giờ
  ca đêm
  làm đêm
  giờ làm
  thử việc
  học việc
  tập nghề
  học nghề
  hợp đồng
  hđlđ
  xin việc
  tuyển dụng
  nghỉ việc
  thôi việc
  mất việc
  đuổi việc
  sa thải
  nghỉ phép
  nghỉ lễ
  nghỉ tết
  nghỉ ốm
  nghỉ đẻ
  nghỉ hưu
  nghỉ dưỡng
  hưu trí
  lương hưu
  thai sản
  mang thai
  có bầu
  sinh con
  ốm đau
  thất nghiệp
  bảo hiểm
  bhxh
  bhyt
  bhtn
  tai nạn
  bệnh nghề nghiệp
  bảo hộ lao động
  khám sức khỏe
  trợ cấp
  phụ cấp
  thuế
  đoàn phí
  kinh phí công đoàn
  kpcđ
  thẻ đoàn viên
  thẻ đv
  mất thẻ
  chuyển sinh hoạt
  sinh hoạt đoàn
  kết nạp
  gia nhập
  vào công đoàn
  vào đảng
  xin vào
  thành lập công đoàn
  lập công đoàn
  bắt buộc
  giải thể
  sáp nhập
  mttq
  mặt trận
  bầu cử
  đại hội
  quyền gì
  quyền của
  có quyền
  nội quy
  kỷ luật lao động
  đình công
  tranh chấp
  thương lượng
  thỏa ước
  đối thoại
  khiếu nại
  tố cáo
  khởi kiện
  kiện ra/cáo/công
  kiện ở tòa
  luật sư
  bảo vệ em/tôi/mình/quyền
  nhà ở xã/cho/công
  nhà trọ
  đại học
  bị mắng/chửi/đánh
  sếp mắng/chửi/đánh
  quấy rối
  bắt nạt
  giải thưởng
  phá sản
  cắt điện
  giảm cân
  mái ấm
  vay tiền/vốn/mượn
  học bổng
  có/tặng/phát/chia quà
  quà tết
  tết
  du lịch
  tham quan
  bữa cơm
  bữa ăn
  ăn ca
  suất ăn
  đưa đón
  chiến sĩ thi đua
  cstđ
  cộng điểm
  điểm thi đua
  bằng lao động sáng tạo
  bằng lđst
  giấy chứng nhận
  chấp thuận
  triệu sáng kiến
  triệu sk
  chủ đề
  bộ chính trị
  quốc hội
  dữ liệu cá nhân
  căn cước
  cccd
  hộ khẩu
  hộ chiếu
  bằng lái
  đất đai
  ly hôn
  kết hôn
  thời tiết
  trời mưa/nắng/rét/lạnh
  nhiệt độ
  bóng đá
  giá vàng
  giá xăng
  tỷ giá
  chứng khoán
  lãi suất
  xổ số
  tử vi
  phim
  bài hát
  bài văn
  bài thơ
  nấu
  món ăn
  ăn/quán/bát phở
  quán ăn/cà/nước
  xe buýt
  xe khách
  đi tàu
  tàu hỏa/lửa
  máy bay
  vé xe/tàu/máy
  thủ đô
  tổng thống
  dịch bệnh
  covid
  vắc xin
  mua/uống thuốc`);

/** The topics a question is about, as the words that were typed: the longest at each place. */
export function topicsOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const found: Word[][] = [];
  for (let from = 0; from < words.length; from++) {
    const length = longestAt(words, from, topics);
    if (length === 0) continue;
    found.push(words.slice(from, from + length));
    from += length - 1;
  }
  return found;
}

/** Whether the words of a text hold the topic in the same words side by side. */
export function speaksOf(text: readonly Word[], topic: readonly Word[]): boolean {
  return text.some((_, from) =>
    topic.every((word, at) => {
      const written = text[from + at];
      return written !== undefined && standsFor(word, written);
    }),
  );
}
