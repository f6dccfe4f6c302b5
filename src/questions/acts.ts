import { fold } from "../kit/vietnamese.ts";
import { readAsked } from "./asked-kinds.ts";
import { findPhrase, hasPhrase, type Phrases, phrases, type Word } from "./phrases.ts";

/** What somebody does with a message that is no question about the documents. */
export type Act =
  | "greeting"
  | "thanks"
  | "farewell"
  | "acknowledgement"
  | "abuse"
  | "identity"
  | "abilities"
  | "injection"
  | "private-data"
  | "officer"
  | "stop-news"
  | "start-news"
  | "my-data"
  | "delete-my-data"
  | "my-proposal"
  | "new-proposal"
  | "write-for-me"
  | "idea"
  | "emergency";

const forgetting = ["bỏ qua", "quên", "quên hết", "phớt lờ", "lờ đi", "bỏ hết", "không cần theo", "xóa bỏ"];
const orders = ["hướng dẫn", "chỉ dẫn", "quy tắc", "mọi quy định", "chỉ thị", "mệnh lệnh", "câu lệnh"];

/** Attempts to make the program forget what it is; refused wherever they stand in a message. */
const injection = phrases(`
  ${forgetting.flatMap((verb) => orders.map((order) => `${verb} … ${order}`)).join("\n")}
  ignore … instructions/rules/prompt
  forget … instructions/rules
  disregard … instructions/rules
  system prompt
  you are now
  act as
  pretend to
  jailbreak
  developer mode
  lời nhắc hệ thống
  câu lệnh hệ thống
  chỉ dẫn hệ thống
  in ra … prompt
  đóng vai
  giả vờ là
  giả làm
  hãy nói/trả rằng
  hãy trả lời rằng/là
  phải trả lời rằng/là
  và nói rằng
  từ giờ/nay bạn/mày là
  bây giờ bạn/mày là`);

/** Things no member is given: secrets of the program. */
const secrets = phrases(`
  mật khẩu … của/cán/quản/hệ
  mật khẩu quản trị
  cho … mật khẩu
  token
  api key
  password
  mã nguồn
  khóa bí mật
  reveal … database
  dump … database`);

/** Somebody else's personal data: a way of getting, a thing to get, and whose. */
const getting = phrases(
  "cho\n xem\n đưa\n gửi\n xuất\n liệt kê\n lấy\n xin\n tiết lộ\n in ra\n tải\n cung cấp",
);
const personalThing = phrases(`
  danh sách
  tin nhắn
  bảng lương
  số điện thoại
  thông tin cá nhân
  thông tin riêng
  dữ liệu
  địa chỉ nhà
  căn cước
  cccd
  tài khoản`);
const somebodyElse = phrases(`
  đoàn/thành/nhân viên
  người dùng
  đồng nghiệp
  người khác
  mọi người
  tất cả … người
  bạn tôi
  của anh/chị/ông/bà`);

const greeting = phrases(`
  ^ chào
  xin chào
  ^ hello
  ^ hi
  ^ hey
  ^ hế lô
  ^ alo
  ^ a lô
  chào buổi
  chào ad/bot/bạn/em/anh/chị
  có ai ở đó/đây/đấy
  có ai không
  ai đó không`);
const thanks = phrases("cảm ơn\n cám ơn\n cảm tạ\n đội ơn\n biết ơn");
const farewell = phrases("tạm biệt\n bye\n bai bai\n hẹn gặp lại\n ngủ ngon\n pp $");
const acknowledgement = phrases(`
  ^ ok
  ^ vâng
  ^ dạ
  ^ ừ
  ^ uh
  ^ ờ
  ^ được rồi
  ^ hiểu rồi
  ^ rõ rồi
  ^ biết rồi
  ^ tốt
  ^ hay quá
  ^ tuyệt
  ^ đúng rồi
  ^ ngon`);
const abuse = phrases(`
  đồ ngu
  bot/mày/mi/ad/bạn ngu/dốt/ngốc
  ^ ngu
  ngu thế/quá/vậy/như
  dốt thế/quá/vậy/như
  ngu ngốc
  vô dụng
  ^ cút
  cút đi
  khốn nạn
  đồ điên
  dở hơi
  đm
  dm
  đmm
  vcl
  vl
  clgt
  mất dạy
  óc chó
  câm mồm
  chó chết
  shit
  fuck
  stupid`);
const identity = phrases(`
  người hay máy/bot/robot/ai
  máy hay người
  người thật
  là/hay/phải robot/chatbot/bot
  robot/chatbot hay/à/phải
  bạn/mày/bot/ad là máy
  là máy à/hả/phải/hay
  bạn/mày … trí tuệ nhân tạo
  chatgpt
  bạn/mày/bot/mi/cậu là ai
  ad là ai
  em là ai $
  ^ ai đấy/đó/đây
  ai … trả lời đây
  đang nói chuyện với ai
  tên bạn là gì
  bạn/mày/bot tên gì
  bạn/mày/bot tên là gì
  bạn/mày có phải người/máy
  are you human/a/real`);
/** "AI" for the machine and "ai" for "who" are one word once typed; the subject and the place tell. */
const machine = phrases("bạn/mày/bot/đây là ai à/hả/phải/không/đúng\n ^ ai à\n bạn là ai $");
const abilities = phrases(`
  bạn/bot/ad/mày/mi làm/giúp/biết/hỏi gì
  bạn/bot/ad/mày/mi làm/giúp/biết/hỏi được gì
  bạn/bot/ad/mày/mi làm/giúp/biết/hỏi được những gì
  bạn/bot/ad/mày/mi biết làm gì
  bạn/bot/ad/mày/mi có thể làm/giúp
  ^ làm/giúp được gì
  ^ làm/giúp được những gì
  chức năng gì
  hỏi được gì
  hỏi được những gì
  hướng dẫn sử dụng
  cách dùng bot
  ^ menu $
  ^ help $
  ^ trợ giúp $
  ^ giúp $
  what can you do`);

const officer = phrases(`
  gặp cán bộ
  gặp người thật
  gặp nhân viên
  gặp … tư vấn
  nói chuyện với cán/người/nhân
  chuyển … cán bộ
  kết nối … cán bộ
  cho … gặp`);
const stopNews = phrases(`
  đừng gửi/nhắn/gởi
  đừng có gửi/nhắn/gởi
  tắt thông báo
  tắt tin
  hủy nhận
  hủy nhắn
  hủy đăng ký
  ngừng/dừng/thôi gửi/nhận/nhắn
  không … nhận tin nữa
  không nhận tin
  không đồng ý nữa
  ^ bỏ theo dõi
  muốn/xin/cho bỏ theo dõi`);
const startNews = phrases("^ … đăng ký nhận tin\n ^ nhận tin $\n bật thông báo\n bật tin\n muốn nhận tin");
const deleteMyData = phrases(`
  xóa … dữ liệu … tôi/em/mình
  xóa … thông tin … tôi/em/mình
  xóa tài khoản
  xóa hết … tôi/em/mình`);
const myData = phrases(`
  xem … dữ liệu … tôi/em/mình
  xem … thông tin … tôi/em/mình
  lưu/giữ gì … tôi/em/mình
  lưu/giữ những gì … tôi/em/mình
  lưu … thông tin gì
  dữ liệu của tôi`);
const myProposal = phrases(`
  sk/sáng của em/tôi/mình … đâu rồi
  sáng kiến … em/tôi/mình … đâu rồi
  sk … em/tôi/mình … đâu rồi
  hồ sơ … em/tôi/mình … đâu rồi
  hồ sơ … tới/đến đâu
  xem trạng thái
  tra cứu hồ sơ`);
const newProposal = phrases(`
  ^ … muốn/xin nộp/gửi/đăng sáng kiến $
  ^ … muốn/xin nộp/gửi/đăng sk $
  ^ nộp/gửi sáng kiến $
  ^ nộp/gửi sk $
  ^ … đăng ký sáng kiến $`);
const writeForMe = phrases(`
  viết/soạn/làm/nghĩ hộ/giúp/giùm … sáng kiến
  viết/soạn/làm/nghĩ hộ/giúp/giùm … sk`);
/** Somebody tells of an idea or of something they made; only what asks nothing is read so. */
const idea = phrases(`
  có ý tưởng/cách/sáng/mẹo/giải
  có một/1/cái ý/sáng/cách/mẹo/giải
  mới/vừa/có/đã nghĩ ra
  ^ ý tưởng của em/tôi/mình/cháu
  nghĩ ra được/cách/cái/máy/một
  tự chế/làm/lắp/cải
  chế ra/được/thêm
  lắp/hàn/gắn/làm/chế thêm cái/bộ/máy/khung
  đã/vừa/mới chế/cải
  sáng kiến của em/tôi/mình/cháu là
  muốn đề xuất
  xin đề xuất
  đề xuất … cải/làm/thay/lắp`);
const teller = phrases("em\n tôi\n mình\n cháu\n con\n bác\n tớ\n anh em\n tổ\n nhóm\n bên");

const emergency = phrases(`
  tai nạn … giờ làm sao
  tai nạn … làm sao
  đang cấp cứu
  bị thương … làm sao
  cứu … với
  muốn tự tử
  muốn chết`);

/** Words that make company to a greeting without asking anything. */
const company = new Set(
  `ad bot bạn anh chị em mọi người cả nhà ơi ạ nhé nha nhá nhỉ dạ vâng buổi sáng trưa chiều tối công đoàn cđ lắm nhiều
  rất quá thật you so much very xin chào hello hi hey alo cảm cám ơn ok rồi thôi tạm biệt bye luôn đã thế vậy morning
  good hẹn gặp lại chúc ngủ ngon vui vẻ ngày lành rõ biết nhớ hữu ích nhiệt tình giúp đỡ hỗ trợ trả lời nhanh tư vấn mình tôi đi à ừ uh hehe haha hihi kk được hiểu tốt hay tuyệt vời đúng`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
const companyFolded = new Set(
  [...company].map((word) => word.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d")),
);

const refusals: readonly (readonly [Act, Phrases])[] = [
  ["injection", injection],
  ["private-data", secrets],
];
const services: readonly (readonly [Act, Phrases])[] = [
  ["emergency", emergency],
  ["stop-news", stopNews],
  ["delete-my-data", deleteMyData],
  ["my-data", myData],
  ["my-proposal", myProposal],
  ["officer", officer],
  ["write-for-me", writeForMe],
  ["new-proposal", newProposal],
  ["start-news", startNews],
];
const courtesies: readonly (readonly [Act, Phrases])[] = [
  ["thanks", thanks],
  ["farewell", farewell],
  ["greeting", greeting],
  ["acknowledgement", acknowledgement],
];

/**
 * What the words do when they are not a question to the documents, or `undefined`. A greeting in front of a
 * question is no act of its own; an attempt to override the program is one wherever it stands.
 */
export function readAct(words: readonly Word[]): Act | undefined {
  const refused = firstMatch(words, refusals);
  if (refused) return refused;
  if (asksForOthersData(words)) return "private-data";
  if (words.length <= 10 && (hasPhrase(words, identity) || hasPhrase(words, machine))) return "identity";
  const service = firstMatch(words, services);
  if (service) return service;
  if (isIdea(words)) return "idea";
  if (words.length <= 8 && hasPhrase(words, abilities)) return "abilities";
  if (words.length <= 6 && hasPhrase(words, abuse)) return "abuse";
  if (words.length <= mostOfCall && hasPhrase(words, presence)) return "greeting";
  if (isPlainThanks(words)) return "thanks";
  if (isIntroduction(words)) return "greeting";
  return words.every(isCompany) ? firstMatch(words, courtesies) : undefined;
}

/** A story of something new that ends in no question. */
function isIdea(words: readonly Word[]): boolean {
  return (
    words.length >= fewestOfStory &&
    hasPhrase(words.slice(0, 8), teller) &&
    hasPhrase(words.slice(0, longestStory), idea) &&
    readAsked(words).kinds.size === 0
  );
}

/** "Em có ý tưởng": this much says what it is about to tell. */
const fewestOfStory = 4;
const longestStory = 40;

function firstMatch(words: readonly Word[], acts: readonly (readonly [Act, Phrases])[]): Act | undefined {
  return acts.find(([, patterns]) => hasPhrase(words, patterns))?.[0];
}

/** "Give me … the phone number … of a member": in this order and close together. */
function asksForOthersData(words: readonly Word[]): boolean {
  const get = findPhrase(words, getting);
  if (!get) return false;
  const thing = findPhrase(words.slice(get.to, get.to + 7), personalThing);
  return thing !== undefined && hasPhrase(words.slice(get.to + thing.to), somebodyElse);
}

/** Somebody knocks. Longer than this it asks for more than an answer to the knock. */
const mostOfCall = 7;
const presence = phrases(`
  có ai ở đó/đây/đấy
  có ai không
  ai đó không
  ad/bot/bạn/admin có ở đó/đây/đấy
  ad/bot/bạn/admin có đó/đây/đấy
  ad/bot/bạn/admin còn đó/ở/thức
  ad/bot/bạn/admin ơi $`);

/** "Chào bạn, tôi là tổ trưởng công đoàn" says who writes and asks nothing yet. */
function isIntroduction(words: readonly Word[]): boolean {
  return (
    words.length <= longestIntroduction &&
    hasPhrase(words, greeting) &&
    hasPhrase(words, introducing) &&
    readAsked(words).kinds.size === 0
  );
}

/** Thanks may say for what; with anything asked or announced beside them they are not all. */
function isPlainThanks(words: readonly Word[]): boolean {
  return (
    words.length <= longestIntroduction &&
    hasPhrase(words.slice(0, 5), thanks) &&
    !hasPhrase(words, announcing) &&
    readAsked(words).kinds.size === 0
  );
}

const announcing = phrases(
  "hỏi\n cho … biết\n muốn\n về\n xin\n cần\n nhưng\n kế hoạch\n nghị quyết\n sáng kiến\n thù lao",
);
const longestIntroduction = 16;
const introducing = phrases("tôi/em/mình/cháu/con/bác/cô/chú/anh/chị là\n tôi/em/mình/cháu tên\n đây là");

function isCompany({ text, folded, isMarked }: Word): boolean {
  // Joy is spelled long: "nhaaa", "okkk".
  const drawnOut = /(\p{L})\1{2,}$/u;
  if (drawnOut.test(text)) return companyFolded.has(fold(text).replace(/([a-z])\1+$/, "$1"));
  return isMarked ? company.has(text) : companyFolded.has(folded);
}
