/** What the API of campaigns says to officers. */
export const campaignTexts = {
  time: "Bạn chọn ngày và giờ gửi.",
  clock: "Bạn chọn giờ gửi, ví dụ 08:00.",
  days: "Bạn chọn ít nhất một ngày trong tuần.",
  never: "Lịch này không rơi vào ngày nào. Bạn xem lại ngày, tháng hoặc hạn cuối.",
  tooOften: "Tin định kỳ thưa nhất là mỗi giờ một lần. Bạn chọn lại lịch.",
  untilEarly: "Hạn cuối phải sau lần gửi đầu tiên.",
  embargo:
    "Chỉ tin gửi một lần mới đặt được giờ công bố; giờ này phải sau giờ gửi, trước hạn cuối và không quá sáu ngày.",
  marks: "Còn chỗ trong dấu {{ }} chưa điền. Bạn thay bằng chữ của mình.",
  noBlocks: "Bạn viết nội dung tin.",
  blockUnreadable:
    "Phần này có chỗ không gửi được qua chat (thẻ HTML, bảng, mã, hoặc liên kết sai). Bạn viết lại bằng chữ thường.",
  link: "Liên kết cần bắt đầu bằng https:// và không có dấu cách.",
  pictureGone: "Ảnh này không còn trên máy chủ. Bạn chọn lại tệp ảnh.",
  manyPictures: "Mỗi tin nhiều nhất 5 ảnh.",
  pictureKind: "Tệp này không phải ảnh JPEG hoặc PNG.",
  pictureSize: "Ảnh lớn hơn 1 MB. Bạn chọn ảnh nhỏ hơn, hoặc giảm cỡ còn khoảng 1600 điểm ảnh.",
  noDocument: "Văn bản này chưa công bố. Bạn chọn văn bản khác.",
  button: "Nút này chưa làm được gì: chọn một việc, một điều khoản đã công bố, hoặc viết câu hỏi.",
  source: "Có căn cứ chưa công bố. Bạn chọn lại điều khoản.",
  channel: "Bạn chọn ít nhất một kênh.",
  outlet: "Nơi đăng này chưa dùng được. Trang Facebook cần được cài đặt, và cần chọn kèm trang tin.",
  unknownUnit: (code: string, maybe: readonly string[]) =>
    `Không có đơn vị “${code}”.${maybe.length > 0 ? ` Có phải: ${maybe.join(", ")}?` : " Bạn chọn lại trong danh sách."}`,
  rule: "Điều kiện người nhận chưa đủ hoặc quá dài. Bạn điền hết các ô, hoặc bỏ bớt điều kiện.",
  tooLong: (over: number, channel: string) =>
    `Dài quá ${over} ký tự so với kênh ${channel}. Bạn rút ngắn lại, hoặc bỏ kênh này.`,
  form: "Bạn xem lại phần này.",

  quizOnce: "Cuộc thi chỉ gửi một lần. Bạn chọn “Một lần” ở bước lịch.",
  quizCloses: "Giờ đóng phải sau giờ gửi.",
  quizNone: "Bạn thêm ít nhất một câu hỏi.",
  pollOne: "Thăm dò chỉ có một câu hỏi.",
  quizOptions: "Mỗi câu cần 2 đến 6 lựa chọn khác nhau, mỗi lựa chọn không quá 100 ký tự.",
  quizRight: "Bạn đánh dấu đúng một đáp án.",
  quizSource: "Câu hỏi cần một điều khoản đã công bố làm căn cứ.",
  quizTwice: "Câu hỏi này trùng với một câu khác.",
  noQuestion: (labels: string) => `Không đặt được câu hỏi theo mẫu từ: ${labels}. Bạn tự viết câu hỏi.`,

  isQuiz: "Cuộc thi đã lưu thì không sửa được. Bạn soạn một cuộc thi khác.",
  draftWish: "Bạn viết tin muốn nói về điều gì, hoặc chọn ít nhất một điều khoản.",
  noModel: "Máy chủ chưa đặt mô hình ngôn ngữ nên chỉ soạn theo mẫu. Bạn chọn điều khoản bên dưới.",
  noClause: "Có điều khoản không còn trong văn bản đã công bố. Bạn tìm và chọn lại.",

  publicationSettled: "Bài này vừa được xử lý hoặc không còn gì để quyết định. Bạn tải lại trang.",
  noArticle: "Không có bài này.",
  correctionPast: "Giờ gửi tin đính chính đã qua. Bạn chọn một giờ sau bây giờ.",
  resultsName: "ket-qua-cuoc-thi",
  pictureName: "anh",
  uncertainChanged: (now: number) =>
    `Số tin chưa rõ bây giờ là ${now}, khác lúc bạn xem; chưa đổi gì. Bạn xem lại rồi quyết định.`,
  nothingFailed: "Không còn tin nào gửi lại được: người chặn hoặc chưa từng nhắn thì không gửi lại.",
} as const;
