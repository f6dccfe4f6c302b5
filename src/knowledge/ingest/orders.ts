import { fold } from "../../kit/vietnamese.ts";
import type { Fault } from "../reading/fault.ts";
import { texts } from "./texts.ts";

/** Words of somebody who speaks to a language model instead of a reader, without marks. */
const orders = [
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous)\b/,
  /\b(?:you are|act as|pretend to be)\b.{0,30}\b(?:ai|assistant|chatbot|chatgpt|language model)\b/,
  /\b(?:system|developer) ?prompt\b|<\|?(?:system|im_start)\b|\[\/?inst\]/,
  /\b(?:bo qua|phot lo|quen)\b.{0,30}\b(?:huong dan|chi dan|menh lenh|cau lenh|quy tac)\b.{0,20}\b(?:truoc|tren|do|he thong)\b/,
  /\b(?:hay|phai|can)\b.{0,20}\bdong vai\b|\bban la\b.{0,20}\b(?:tro ly|chatbot|ai|mo hinh ngon ngu)\b/,
  /\b(?:tro ly(?: ao| ai)?|chatbot|ai|mo hinh ngon ngu)\b.{0,12}\b(?:hay|khong duoc|phai)\b.{0,12}\b(?:tra loi|noi|cho biet|tiet lo|khuyen)\b/,
];

/** Points at lines that read like orders to a machine: shown to the person who publishes, never obeyed. */
export function findOrders(markdown: string): Fault[] {
  return markdown.split("\n").flatMap((line, index): Fault[] => {
    const folded = fold(line);
    const found = orders.some((order) => order.test(folded));
    const words = line.length > 100 ? `${line.slice(0, 100)}…` : line;
    return found ? [{ line: index + 1, severity: "warning", ...texts.ordersToMachine(words) }] : [];
  });
}
