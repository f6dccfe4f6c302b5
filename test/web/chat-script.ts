import { type Content, type Said, say } from "../../src/kit/message.ts";
import { type Script, shippedLibrary } from "../http/world.ts";

const clause = shippedLibrary().clause("kh-360", "II.3.4");
const quote = clause?.text.slice(0, clause.text.indexOf(" trong công nhân")).trim() ?? "";

/** An answer as the bot gives it: words, a quoted clause, something to choose. */
const answer: Content = {
  parts: [
    { kind: "text", text: "Việc khen thưởng diễn ra hằng năm, vào dịp Tháng Công nhân và ngày 18/5." },
    { kind: "quote", citation: { document: "kh-360", clause: "II.3.4", label: clause?.label ?? "", quote } },
  ],
  choices: [
    { label: "Kinh phí lấy từ đâu?", action: "say:kinh phí" },
    { label: "Gặp cán bộ", action: "/canbo" },
  ],
};

/** What a hostile person or document would like the page to run. */
export const hostile = `<img src=x onerror="document.title='bad'"><script>document.title='bad'</script>`;

const replies: Record<string, readonly Content[]> = {
  "Kế hoạch 360 có những nhiệm vụ gì?": [answer],
  "khen thưởng lúc nào": [answer],
  "/sangkien": [say("Câu 1/4. Việc của bạn đang vướng điều gì?", [{ label: "Dừng lại", action: "/huy" }])],
  dài: [say(Array.from({ length: 40 }, (_, n) => `Dòng ${n + 1} của một câu trả lời dài.`).join("\n"))],
  độc: [
    {
      parts: [
        { kind: "text", text: hostile },
        { kind: "link", label: hostile, url: "javascript:document.title='bad'" },
        { kind: "quote", citation: { document: "kh-360", clause: "I", label: hostile, quote: hostile } },
      ],
      choices: [{ label: hostile, action: "/menu" }],
    },
  ],
  đường: [
    {
      parts: [
        { kind: "text", text: "Xem https://congdoanlaichau.org.vn/tin. Cảm ơn bạn." },
        { kind: "link", label: "Trang của tỉnh", url: "https://laichau.gov.vn/" },
      ],
      choices: [],
    },
  ],
};

function wordsOf(said: Said): string {
  return said.kind === "text" ? said.text : "một nút";
}

/** The bot of the browser tests. */
export const script: Script = ({ said }) => {
  const words = wordsOf(said);
  const files = said.kind === "text" && said.files.length > 0 ? ` (kèm ${said.files.length} tệp)` : "";
  return replies[words] ?? [say(`Mình nhận được: ${words}${files}`)];
};
