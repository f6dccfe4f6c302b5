import { exactKey, fold, words } from "../kit/vietnamese.ts";
import type { Library } from "../knowledge/library.ts";
import { knowsPhrase, standsInText } from "../knowledge/search/corpus.ts";

/**
 * Where the asker works. The law and the plan speak of a "cơ sở" and mean each of these, so a question about
 * one the documents do not name is a question about a "cơ sở".
 */
const workplaces = `
  bệnh viện
  phòng khám
  trạm y tế
  trung tâm y tế
  trường học
  nhà trường
  trường mầm non
  trường tiểu học
  trường em
  trường mình
  trường tôi
  nhà máy chè
  nhà máy
  phân xưởng
  xưởng may
  xưởng
  xí nghiệp
  hợp tác xã
  nông trường
  lâm trường
  khách sạn
  siêu thị
  công trường
  công trình
  ngân hàng
  bưu điện
  điện lực
  thủy điện
  ban giám đốc
  ban giám hiệu
  công ty`;

/** Who asks, for whom, and where: told along with the question, and nothing a document would repeat. */
const asides = `
  khoa em
  khoa mình
  khoa tôi
  tổ em
  tổ mình
  tổ tôi
  bên em
  bên mình
  bên tôi
  chỗ em
  chỗ mình
  chỗ tôi
  nhà em
  cơ quan em
  cơ quan mình
  cơ quan tôi
  chị em
  anh em
  em là
  tôi là
  mình là
  giáo viên
  điều dưỡng
  y tá
  bác sĩ
  kế toán
  tổ trưởng
  kỹ sư
  thợ máy
  máy sao chè
  sao chè
  đồng chí cho biết
  thưa đồng chí
  đồng chí cho hỏi
  đồng chí cho tôi hỏi
  thưa anh chị
  thưa cán bộ
  kính gửi
  cho bác hỏi
  cho cô hỏi
  cho chú hỏi
  xin nói rõ
  nói giúp
  nhờ cháu
  giúp bác
  nghe nói
  xin đồng chí
  xin hỏi
  xin cho biết
  cho tôi hỏi
  cho mình hỏi
  cho em hỏi
  cho hỏi`;

const workplace = "cơ sở";

/** What each phrase is replaced by, under the phrase folded. */
const stands = new Map([
  ...read(workplaces).map((phrase) => [fold(phrase), workplace] as const),
  ...read(asides).map((phrase) => [fold(phrase), ""] as const),
]);

/** Typed without marks a single syllable may be too many other words. */
const forms = [...read(workplaces), ...read(asides)].flatMap((phrase) =>
  phrase.includes(" ") ? [phrase, fold(phrase)] : [phrase],
);
const anySetting = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${forms.sort((one, other) => other.length - one.length).join("|")})(?![\\p{L}\\p{M}])`,
  "giu",
);

function read(lines: string): string[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The question as it is searched for: without its setting, as far as the documents do not speak of that. */
export function withoutSetting({ index }: Library, question: string): string {
  const isSpokenOf = (keys: readonly string[]) => knowsPhrase(index, keys) && standsInText(index, keys);
  const rest = question.replace(anySetting, (phrase) =>
    isSpokenOf(words(phrase).map(exactKey)) ? phrase : (stands.get(fold(phrase)) ?? phrase),
  );
  return /\p{L}/u.test(rest) ? rest : question;
}
