import { type Block, bold, line, nation, section, table, title } from "./pieces.ts";
import { toSpoken } from "./spoken.ts";
import { writeDocx } from "./write-docx.ts";

/** Bản tin gửi báo, đài — one approved item as newspapers and radio take it. */
export type PressItem = {
  readonly title: string;
  /** One sentence that says it all. */
  readonly lead: string;
  readonly paragraphs: readonly string[];
  /** What it rests on: `Kế hoạch 360/KH-LĐLĐ, mục II.3.4`. */
  readonly sources: readonly string[];
  /** Whom an editor can ask; "" when nobody is named. */
  readonly contact: string;
  /** Until when nothing of it may be published: `10:00, thứ Hai 23/11/2026`; undefined when there is no embargo. */
  readonly embargo?: string | undefined;
  /** Who approved the words, and when. */
  readonly approved: string;
  /** `ngày 18 tháng 5 năm 2026` */
  readonly day: string;
};

/** How fast an announcer reads Vietnamese: syllables a minute. */
const readingPace = 180;

/** Chuyên mục — where the radio and television of the province read union news. */
const column = "Chuyên mục “Lao động và Công đoàn”";

/** Seconds it takes to read the item aloud at an announcer's pace, pauses between paragraphs included. */
export function readingSeconds({ title: name, lead, paragraphs }: PressItem): number {
  const parts = [name, lead, ...paragraphs].filter((part) => part.trim() !== "");
  const syllables = toSpoken(parts.join(" ")).split(/\s+/).filter(Boolean).length;
  return Math.round((syllables / readingPace) * 60) + parts.length;
}

/** As people say a length: `1 phút 05 giây`. */
export function sayLength(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = `${String(seconds % 60).padStart(2, "0")} giây`;
  return minutes === 0 ? rest : `${minutes} phút ${rest}`;
}

/** The item for a newspaper, as DOCX. */
export function writePressRelease(item: PressItem): Promise<Uint8Array> {
  return writeDocx({
    title: item.title,
    blocks: [
      ...nation(),
      ...title("BẢN TIN GỬI BÁO CHÍ", [item.title]),
      ...embargoLine(item),
      line(item.lead, { side: "both", isBold: true, space: [0, 8] }),
      ...item.paragraphs.map((text) => line(text, { side: "both", isIndented: true, space: [0, 6] })),
      ...foot(item),
    ],
  });
}

/**
 * The item for radio and television, as DOCX: what is seen beside what is read, figures and abbreviations spelled
 * out, with the time it takes.
 */
export function writeBroadcastScript(item: PressItem): Promise<Uint8Array> {
  const spoken = [item.lead, ...item.paragraphs].filter((text) => text.trim() !== "");
  return writeDocx({
    title: `Kịch bản: ${item.title}`,
    blocks: [
      ...nation(),
      ...title("KỊCH BẢN PHÁT THANH, TRUYỀN HÌNH", [item.title]),
      line(column, { side: "center", isItalic: true, space: [0, 8] }),
      ...embargoLine(item),
      line(
        [
          bold("Thời lượng đọc: "),
          `khoảng ${sayLength(readingSeconds(item))} (${readingPace} âm tiết một phút)`,
        ],
        { space: [0, 8] },
      ),
      table({
        columns: [
          { title: "Số TT", share: 8, side: "center" },
          { title: "Hình ảnh, tiếng động", share: 27 },
          { title: "Lời đọc", share: 65 },
        ],
        rows: spoken.map((text, index) => [String(index + 1), "", toSpoken(text)]),
      }),
      ...foot(item),
    ],
  });
}

function embargoLine({ embargo }: PressItem): Block[] {
  if (embargo === undefined) return [];
  return [line([bold(`CHỈ ĐĂNG, PHÁT TỪ ${embargo}`)], { side: "center", space: [0, 8] })];
}

function foot({ sources, contact, approved, day }: PressItem): Block[] {
  return [
    ...(sources.length === 0 ? [] : [section("Căn cứ"), ...sources.map((text) => line(`- ${text}`))]),
    ...(contact === "" ? [] : [line([bold("Liên hệ: "), contact], { space: [6, 0] })]),
    line(`Nội dung đã được duyệt: ${approved}. Gửi ${day}.`, { isItalic: true, space: [6, 0] }),
  ];
}
