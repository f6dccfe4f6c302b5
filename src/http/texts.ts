/** Every refusal the HTTP room can answer with: the code a program reads, and the words a person reads. */
export const refusals = {
  notFound: "Không có trang này. Bạn xem lại đường dẫn, hoặc mở trang trò chuyện ở địa chỉ gốc.",
  noSuchClause: "Không mở được điều khoản này. Văn bản có thể đã được thay hoặc thu hồi.",
  noSuchFile: "Không mở được tệp này.",
  tooLarge: "Nội dung gửi lên quá lớn (tối đa 1 MB). / The body is too large (1 MB at most).",
  fileTooLarge: "Tệp lớn hơn 20 MB. Bạn gửi tệp nhỏ hơn, hoặc chụp ảnh từng trang.",
  fileKind:
    "Chưa nhận được loại tệp này. Bạn gửi ảnh (JPG, PNG, WEBP, GIF, HEIC), PDF, Word, Excel, ghi âm hoặc video MP4.",
  noFile: "Chưa thấy tệp nào trong lần gửi này. Bạn chọn lại tệp rồi gửi.",
  notJson: "Không đọc được tin này (cần JSON viết bằng UTF-8). / The body is not JSON in UTF-8.",
  badShape: "Tin gửi lên không đúng dạng. Bạn tải lại trang rồi gửi lại. / The message has a wrong shape.",
  empty: "Tin đang trống. Bạn viết vài chữ rồi gửi.",
  tooLong: "Tin dài quá 4.000 ký tự. Bạn chia thành vài tin ngắn hơn.",
  badFile: "Tệp đính kèm không còn dùng được. Bạn chọn lại tệp rồi gửi.",
  wrongType: "Chỉ nhận nội dung kiểu application/json. / Only application/json is accepted here.",
  otherSite: "Yêu cầu đến từ trang khác nên không được nhận. / Cross-site requests are refused.",
  noSession: "Chưa có cuộc trò chuyện nào trên máy này. Bạn tải lại trang.",
  tooMany: "Bạn gửi hơi nhanh. Chờ một phút rồi gửi tiếp; tin đã viết vẫn còn đây.",
  notStored: "Máy chủ đang bận nên tin chưa được lưu. Trang sẽ tự gửi lại, bạn không cần viết lại.",
  busy: "Máy chủ đang nhận nhiều tệp. Bạn chờ nửa phút rồi gửi lại.",
  forged: "The call could not be verified.",
  unreadable: "The request could not be read.",
  unavailable: "Máy chủ đang bận. Bạn thử lại sau ít phút. / Temporarily unavailable, try again.",
  internal: "Máy chủ gặp lỗi. Bạn thử lại sau ít phút. / Something went wrong here, try again.",
} as const;

export type RefusalCode = keyof typeof refusals;

/** Words of the pages the server writes itself. */
export const pageTexts = {
  brand: "Cầu Nối",
  missingTitle: "Không tìm thấy trang",
  missingBody: "Đường dẫn này không có trang nào, hoặc trang đã được chuyển đi.",
  toChat: "Mở trang trò chuyện",
  adminTitle: "Bảng điều hành chưa được dựng",
  adminBody:
    "Người vận hành chạy npm run build trong thư mục chương trình rồi khởi động lại. Trong lúc chờ, dùng các lệnh sau trên máy chủ:",
  adminCommand: "Lệnh",
  adminWhat: "Dùng để",
  adminHelp: "Thêm --help sau mỗi lệnh để xem cách dùng.",
} as const;
