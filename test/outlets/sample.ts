import type { Part } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import type { OutletItem } from "../../src/outlets/outlet.ts";

/** The smallest PNG a reader of files takes for one: 1 × 1, transparent. */
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

export function picture(alt: string, blob = "0".repeat(64)): Part {
  return { kind: "image", blob, mediaType: "image/png", alt };
}

export function itemOf(change: Partial<OutletItem> = {}): OutletItem {
  return {
    slug: "ngay-khoa-hoc-18-5",
    url: "https://cong-doan.example.vn/tin/ngay-khoa-hoc-18-5",
    title: "Ngày Khoa học 18/5",
    lead: "Hôm nay là Ngày Khoa học và Công nghệ Việt Nam.",
    parts: [{ kind: "text", text: "Hãy gửi sáng kiến." }],
    sources: ["Kế hoạch 360/KH-LĐLĐ, mục II.3.4"],
    corrections: [],
    embargo: null,
    approvedBy: "Chị Hoa",
    approvedAt: instant("2026-11-22T08:00:00.000Z"),
    ...change,
  };
}
