/** What officers read when a change of a form is refused. */
export const formTexts = {
  faulty: "Biểu mẫu còn chỗ phải sửa. Xem lời nhắc bên dưới.",
  missing: "Không có biểu mẫu này.",
  stale: "Người khác vừa sửa biểu mẫu này. Bạn tải lại trang rồi sửa tiếp.",
  codeTaken: "Mã này đã có biểu mẫu khác dùng. Bạn chọn mã khác.",
  otherService: "Biểu mẫu đã lập giữ nguyên loại. Bạn lập biểu mẫu mới cho loại khác.",
  anonymityIsOver:
    "Biểu mẫu có phần ẩn danh đã đóng thì không mở lại được, vì dấu ai đã trả lời đã xoá. Bạn lập biểu mẫu mới.",
  namesChanged: "Biểu mẫu đã mở thì không đổi được cách ghi tên. Bạn lập biểu mẫu mới.",
  settled: "Câu trả lời này đã có người xử lý.",
  noEntry: "Người này chưa gắn với danh sách đoàn viên nên chưa sửa được. Mời họ nhắn “liên kết” trước.",
  faultyField:
    "Có mục chưa ghi được vào danh sách (đơn vị không có, hoặc số điện thoại, ngày sai dạng). Bỏ chọn mục đó rồi lưu.",
  resultsOfAll: "Kết quả thi đua do cán bộ liên đoàn xét; đơn vị chỉ xác nhận đăng ký.",
  notRegistered: "Người này không còn trong danh sách đăng ký.",
  invites: (title: string) => `Mời: ${title}`.slice(0, 120),
  begin: "Mở biểu mẫu",
  inviteTime: "Chọn ngày giờ gửi.",
  invitePast: "Giờ gửi đã qua. Bạn chọn giờ khác.",
  inviteMarks: "Lời mời không dùng được dấu {{ }}.",
  inviteUnreadable:
    "Lời mời có chỗ trò chuyện không hiện được, hoặc quá dài. Bạn viết lại bằng chữ thường, ngắn hơn.",
  audience: "Đối tượng của biểu mẫu có đơn vị không có trong danh sách, hoặc ngoài phạm vi của bạn.",
  files: {
    answers: "tra-loi",
    comments: "gop-y",
    roster: "danh-sach-doan-vien",
    papers: "giay-xac-nhan",
    rollup: "tong-hop",
    commendation: "khen-thuong",
  },
  attend: (code: string) => `điểm danh ${code}`,
} as const;
