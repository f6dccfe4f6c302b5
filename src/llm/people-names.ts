/** Family names as they are met in the north-west, with and without marks; each begins a name of two to five words. */
const familyNames = `
  Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Lâm Mai Trịnh Trương Cao Tạ Tô Hà
  Phùng Chu Tăng Thái Đoàn Vương Quách Lương Lưu Triệu La Kiều Nông Hứa Bế Ma Khuất Doãn Lò Vàng Giàng Sùng Thào Tẩn
  Chang Ly Má Lù Hảng Pờ Quàng Cà Tòng Lường Điêu Vừ Mùa Hạng Lầu Chẻo Phàn Lừu Mùa Cứ Khoàng Ky Lỳ Vì Hờ Tao Sìn`;

/** Given names that people write small ("anh tuấn"); marks are left out where the reader is told so. */
const givenNames = `
  An Ánh Bách Bảo Bích Bình Châu Chiến Chung Công Cường Cúc Diệp Diễm Dũng Duy Duyên Dương Đạt Đông Đức Giang Hà Hải
  Hạnh Hào Hằng Hậu Hiền Hiếu Hiệp Hoa Hòa Hoàn Hoàng Hồng Huế Huệ Hùng Huy Huyền Hương Hường Khanh Khánh Khoa Kiên
  Kiều Lan Liên Liễu Linh Loan Long Lợi Luân Lương Ly Mai Mạnh Minh Mỹ Nam Nga Ngân Nghĩa Ngọc Nguyên Nguyệt Nhàn Nhân
  Nhung Oanh Phong Phú Phúc Phương Phượng Quang Quân Quế Quý Quyên Quyết Quỳnh Sơn Tâm Tân Thái Thanh Thành Thảo Thắng
  Thắm Thịnh Thoa Thu Thủy Thuý Thúy Thùy Thư Thương Tiến Tiệp Toàn Toản Trang Trà Trinh Trung Trường Tú Tuấn Tùng
  Tuyết Uyên Vân Việt Vinh Vượng Xuân Yến`;

const listed = (text: string) => text.split(/\s+/).filter((word) => word !== "");

export const family: readonly string[] = listed(familyNames);
export const given: readonly string[] = listed(givenNames);

/**
 * Names on streets, prizes and places that begin like a person's: they are words of documents. Every one is
 * left as it is, whoever is meant by it.
 */
export const publicNames = `
  Hồ Chí Minh, Tôn Đức Thắng, Nguyễn Văn Linh, Nguyễn Đức Cảnh, Hà Nội, Hà Giang, Hà Nam, Hà Tĩnh, Hà Tiên, Cao Bằng,
  Lâm Đồng, Phan Thiết, Thái Nguyên, Thái Bình, Mai Châu, La Pán Tẩn, Tô Múa, Hồ Chủ tịch, Đào San, Mù Cả`
  .split(",")
  .map((name) => name.trim());
