import { sayTime } from "../kit/time.ts";
import { outletRefusalWords, outletWords } from "../outlets/texts.ts";
import type { ChosenArticle } from "./publish-decide.ts";
import type { Publication } from "./publish-rows.ts";

const statusWords: Readonly<Record<Publication["status"], string>> = {
  pending: "chờ đăng",
  publishing: "đang đăng",
  published: "đã đăng",
  refused: "không đăng được",
  uncertain: "chưa rõ đã đăng hay chưa: hãy mở trang ra xem rồi quyết định",
  withdrawn: "đã rút",
  stopped: "đang dừng",
};

/** Where an article is and how it stands there, in Vietnamese, a line for each outlet. */
export function sayPublications({ title, slug }: ChosenArticle, rows: readonly Publication[]): string {
  return [`${title} (/tin/${slug})`, ...rows.map((row) => `  ${sayPublication(row)}`)].join("\n");
}

export function sayPublication(row: Publication): string {
  const { outlet, status, published_at: at, url } = row;
  const since = status === "published" && at ? `, ${sayTime(at)}` : "";
  const where = url === null ? "" : `, ${url}`;
  const why = sayWhyNotPublished(row);
  return `${outletWords[outlet]} (${outlet}): ${sayState(row)}${since}${where}${why === "" ? "" : ` — ${why}`}`;
}

export function sayState({ status }: Pick<Publication, "status">): string {
  return statusWords[status];
}

/** Why it is not there, or not as it should be, and what to do; empty when nothing is known against it. */
export function sayWhyNotPublished({ why, detail, status, not_before: next }: Publication): string {
  if (why === null) return "";
  const isLimit = why.startsWith("rateLimit");
  const words = isLimit ? outletRefusalWords.rateLimit : (wordsOf(why) ?? why);
  const again = status === "pending" && next ? ` Lần thử tới: ${sayTime(next)}.` : "";
  return `${words}${detail === null ? "" : ` [${detail}]`}${again}`;
}

function wordsOf(why: string): string | undefined {
  return Object.entries(outletRefusalWords).find(([name]) => name === why)?.[1];
}
