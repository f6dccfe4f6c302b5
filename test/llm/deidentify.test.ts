import { describe, expect, it } from "vitest";
import { clean } from "../../src/kit/vietnamese.ts";
import { createMask, deidentify, hasStandIn } from "../../src/llm/deidentify.ts";
import { goldLines, shippedLibrary } from "../questions/gold.ts";

describe("what leaves holds no personal data", () => {
  it.each<[string, string]>([
    ["Tôi tên là Nguyễn Văn An, hỏi về sáng kiến", "Tôi tên là [TÊN_1], hỏi về sáng kiến"],
    ["toi ten la nguyen van an lam o xuong may", "toi ten la [TÊN_1] lam o xuong may"],
    ["em tên hoa ở công ty X", "em tên [TÊN_1] ở công ty X"],
    ["Họ và tên: TRẦN THỊ BÌNH", "Họ và tên: [TÊN_1]"],
    ["Mình là Lò Văn Páo, đoàn viên", "Mình là [TÊN_1], đoàn viên"],
    ["Anh Tuấn bên phòng kế toán nộp ở đâu?", "Anh [TÊN_1] bên phòng kế toán nộp ở đâu?"],
    ["chị hoa với anh tuấn cùng làm", "chị [TÊN_1] với anh [TÊN_2] cùng làm"],
    ["anh tuan phong ke toan", "anh [TÊN_1] phong ke toan"],
    ["chi huyen nop ho", "chi [TÊN_1] nop ho"],
    ["dong chi hung gui don", "dong chi [TÊN_1] gui don"],
    ["đ/c Giàng A Páo được khen chưa", "đ/c [TÊN_1] được khen chưa"],
    ["Đồng chí Phạm Thị Ngọc Lan nộp rồi", "Đồng chí [TÊN_1] nộp rồi"],
    ["Nguyen Van An da nop chua", "[TÊN_1] da nop chua"],
    ["le thi hoa gui ho so", "[TÊN_1] gui ho so"],
    ["Sáng kiến của Vàng Thị Mỷ tới đâu rồi", "Sáng kiến của [TÊN_1] tới đâu rồi"],
    ["em sdt 0912345678", "em sdt [SĐT_1]"],
    ["gọi 0912.345.678 hoặc +84 912 345 679", "gọi [SĐT_1] hoặc [SĐT_2]"],
    ["số 0213-3876-543 của ai", "số [SĐT_1] của ai"],
    ["cccd 012345678901", "cccd [GIẤY_TỜ_1]"],
    ["Căn cước công dân của tôi là 012 345 678 901", "Căn cước công dân của tôi là [GIẤY_TỜ_1]"],
    ["CMND: 045123456", "CMND: [GIẤY_TỜ_1]"],
    ["số 001099012345 nhé", "số [GIẤY_TỜ_1] nhé"],
    ["stk 1903 4567 890 techcombank", "stk [TÀI_KHOẢN_1] techcombank"],
    [
      "chuyển vào số tài khoản Vietcombank 0011004123456",
      "chuyển vào số tài khoản Vietcombank [TÀI_KHOẢN_1]",
    ],
    ["mail an.nguyen+cd@gmail.com nhé", "mail [EMAIL_1] nhé"],
    ["fb em facebook.com/lan.nguyen.90", "fb em [LIÊN_KẾT_1]"],
    ["Địa chỉ của tôi là số 12 ngõ 5 đường Trần Phú, phường Tân Phong", "Địa chỉ của tôi là [ĐỊA_CHỈ_1]"],
    ["em ở thôn Nậm Loỏng, xã Bum Tở", "em ở [ĐỊA_CHỈ_1]"],
    ["số nhà 25 đường Lê Lợi, phường Đoàn Kết ạ", "[ĐỊA_CHỈ_1] ạ"],
    ["sinh ngày 12/3/1990, làm công nhân", "sinh ngày [NGÀY_SINH_1], làm công nhân"],
    ["em sinh năm 1990", "em sinh năm [NGÀY_SINH_1]"],
    ["xe 25B1-123.45", "xe [GIẤY_TỜ_1]"],
    ["NGUYỄN THỊ LAN gửi đơn", "[TÊN_1] gửi đơn"],
  ])("%s", (typed, sent) => {
    expect(deidentify(typed).text).toBe(sent);
    expect(deidentify(typed).restore(sent)).toBe(typed);
  });

  it("also when it comes in a decomposed form", () => {
    expect(deidentify("Tôi tên là Nguyễn Văn An".normalize("NFD")).text).toBe("Tôi tên là [TÊN_1]");
  });

  it("the name the channel knows the writer by, however it is typed", () => {
    expect(deidentify("ho so cua lo thi pim toi dau roi", ["Lò Thị Pỉm"]).text).toBe(
      "ho so cua [TÊN_1] toi dau roi",
    );
    expect(deidentify("pim oi", ["Pim"]).text).toBe("[TÊN_1] oi");
    expect(deidentify("trình bày", ["in"]).text).toBe("trình bày");
  });
});

describe("words of documents stay", () => {
  it.each([
    "Kế hoạch 360/KH-LĐLĐ của Liên đoàn Lao động tỉnh Lai Châu nêu gì ở mục II.3.4?",
    "Nghị quyết 16/NQ-BCH ngày 22/7/2022 đặt chỉ tiêu 900 tiến sĩ năm 2028",
    "Luật 134/2025/QH15 Điều 11 khoản 1 quy định thế nào",
    "Nghị định 13/2012/NĐ-CP về sáng kiến",
    "thưởng 75.000.000 đồng hay 900000000 đồng?",
    "Giải thưởng Tôn Đức Thắng, Giải thưởng Nguyễn Văn Linh, tư tưởng Hồ Chí Minh",
    "Ban Thường vụ Liên đoàn Lao động tỉnh, Ban Chấp hành Tổng Liên đoàn",
    "Công đoàn cơ sở xã Bum Tở và phường Tân Phong báo cáo trước 15/12/2026",
    "Lao động giỏi – Lao động sáng tạo đăng ký ra sao?",
    "van ban nay do ai ban hanh",
    "do thi hoa la gi, dao tao can bo the nao",
    "em muon hoi sang kien la gi",
    "em hỏi thời hạn ba năm có đúng không",
    "chi phi va nguyen nhan",
    "ĐÀO TẠO CÁN BỘ CÔNG ĐOÀN",
    "Tên sáng kiến viết thế nào, tên văn bản là gì?",
    "Phong trào thi đua Tham mưu giỏi – Phục vụ tốt",
    "Văn bản 360 có mấy phần?",
    "văn bản này tên là gì, mình tên sáng kiến ra sao?",
    "nhà nước hỗ trợ thế nào, nhà ở công nhân có nêu không",
    "giai đoạn 2026-2030 có bao nhiêu sáng kiến",
  ])("%s", (words) => {
    expect(deidentify(words).text).toBe(words);
  });
});

it("no question of the gold sets loses a word, but for the person one of them names", () => {
  const asked = [...goldLines("questions"), ...goldLines("held-out")].map(({ q }) => q);
  const changed = asked.filter((q) => deidentify(q).text !== clean(q));
  expect(asked.length).toBeGreaterThan(500);
  expect(changed.filter((q) => !q.includes("Nguyễn Văn A"))).toEqual([]);
});

it("no clause that comes with the program loses a word", () => {
  const texts = shippedLibrary().clauses.flatMap(({ label, text }) => [label, text]);
  expect(texts.filter((text) => deidentify(text).text !== clean(text))).toEqual([]);
});

describe("stand-ins", () => {
  it("are the same for the same person through a conversation, and lead back", () => {
    const { mask, restore } = createMask();
    expect(mask("Anh Tuấn hỏi chị Hoa")).toBe("Anh [TÊN_1] hỏi chị [TÊN_2]");
    expect(mask("chị hoa trả lời")).toBe("chị [TÊN_2] trả lời");
    expect(restore("[TÊN_2] và [TÊN_9]")).toBe("Hoa và [TÊN_9]");
  });

  it("cannot be typed by a person", () => {
    const { text, restore } = deidentify("[TÊN_1] là ai, anh Tuấn?");
    expect(text).toBe("(TÊN_1) là ai, anh [TÊN_1]?");
    expect(restore("[TÊN_1]")).toBe("Tuấn");
    expect(hasStandIn(text)).toBe(true);
    expect(hasStandIn("mục [3]")).toBe(false);
  });

  it("are found in time in whatever was typed", () => {
    const hostile = [
      "tên là ".repeat(3000),
      "số nhà 1 đường A".repeat(800),
      "0 1 2 ".repeat(4000),
      "a@".repeat(5000),
    ];
    for (const text of hostile) expect(typeof deidentify(text.slice(0, 2000)).text).toBe("string");
  });
});
