import { phrases } from "./phrases.ts";

/**
 * Things people ask a union about that are something of their own: a clause that does not speak of the thing
 * does not answer, however many other words it shares with the question ("đoàn phí" is no "kinh phí", "lương
 * tối thiểu vùng" is no "lương tối thiểu chung"). It is no list of what is unknown: once a published
 * document speaks of a thing, questions about it are answered from there.
 */
export const topics = phrases(`
  mất phí/tiền/tốn
  tốn phí/tiền/bao/mấy
  đóng phí/tiền
  lệ phí
  học phí
  miễn phí
  bị phạt
  phạt bao/tiền/thế/mấy/gì
  xử phạt
  xử lý vi phạm
  bồi thường
  đền bù
  lấy/ăn/đánh/bị cắp
  khác nhau chỗ/thế/ở/ra/như/gì/không
  khác gì
  khác nhau $
  so sánh
  phân biệt
  có được cấp/tặng/trao bằng/giấy/chứng
  ủy quyền
  nộp thay/hộ
  thừa kế
  phần mềm
  cài đặt
  app
  api
  hệ thống này/nào
  đăng nhập
  mấy bản
  bao nhiêu bản/trang/bộ
  mấy trang/bộ
  bản sao
  công chứng
  photo
  hội thi
  cuộc thi
  thi tay
  hội thao
  hội diễn
  văn nghệ
  thể thao
  khai giảng
  khai mạc
  bế mạc
  tổ chức ở đâu/đâu
  huân/huy/niệm chương
  bằng/giấy khen
  danh hiệu
  giải nhất/nhì/ba/khuyến
  con tôi/em/cháu/anh/chị/mình/bác
  nghỉ làm/mấy/bao
  được nghỉ
  ngày công
  chấm công
  làm bù
  chuyển công
  biên chế
  thi tuyển
  thâm niên
  hỗ trợ tiền
  thăm hỏi
  đám cưới/tang/hiếu
  trích/lập/quyên quỹ
  quỹ công/khoa/khen/hỗ/phúc/tương/đầu
  ủy viên
  ban chấp hành công/cơ
  nghiệm thu
  đề cương
  thuyết minh
  chủ nhiệm
  hội đồng
  thang điểm
  tiêu chí chấm/điểm/đánh
  biên bản
  đăng ký/kí lớp/học/tham/thi/dự/online/trực
  lượt thích/xem/theo
  phát hành
  phát sóng
  dân tộc
  người mông/thái/dao/kinh
  nam hay nữ
  đã đạt
  đã có bao/mấy
  hiện có bao/mấy
  hiện nay có bao/mấy
  đã mở/làm/công được bao/mấy
  đến/tới nay
  tuổi
  trở thành cán
  tiêu chuẩn cán
  trưởng/phó phòng
  năm học
  học kỳ
  sở giáo dục
  sở nội vụ
  sở tài chính
  sở y tế
  sở lao động
  ủy ban nhân
  ubnd
  học sinh
  sinh viên
  công an
  quân đội
  tối đa mấy/được
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
  kiện ở/ra/ai/lên/tụng
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
