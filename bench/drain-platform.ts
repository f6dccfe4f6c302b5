import http from "node:http";
import { type Order, type Report, replyChats } from "./drain-orders.ts";

/**
 * A Bot API server as a process of its own that takes `sendMessage` and, when told to, holds its limits as the
 * platform does: over any second, and for every chat. Started by fork; `Order` in, `Report` out.
 */
let perSecond: number | null = null;
let perChatMs = 0;
let accepted: number[] = [];
let refused = 0;
let replies: Record<string, number> = {};
const lastOfChat = new Map<string, number>();

function isAllowed(chat: string, nowMs: number): boolean {
  const before = perSecond === null ? undefined : accepted[accepted.length - perSecond];
  if (before !== undefined && nowMs - before < 1000) return false;
  return nowMs - (lastOfChat.get(chat) ?? Number.NEGATIVE_INFINITY) >= perChatMs;
}

function take(body: string): { status: number; text: string } {
  const chat = String((JSON.parse(body) as { chat_id: string | number }).chat_id);
  const nowMs = performance.now();
  if (!isAllowed(chat, nowMs)) {
    refused += 1;
    const parameters = { retry_after: 1 };
    const description = "Too Many Requests: retry after 1";
    return { status: 429, text: JSON.stringify({ ok: false, error_code: 429, description, parameters }) };
  }
  accepted.push(nowMs);
  if (perChatMs > 0) lastOfChat.set(chat, nowMs);
  if (chat.startsWith(replyChats)) replies[chat] = Date.now();
  const result = { message_id: accepted.length, date: 1_795_000_000, chat: { id: Number(chat) }, text: "." };
  return { status: 200, text: JSON.stringify({ ok: true, result }) };
}

const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on("end", () => {
    const { status, text } = take(body);
    const length = Buffer.byteLength(text);
    response.writeHead(status, { "content-type": "application/json", "content-length": length });
    response.end(text);
  });
});

process.on("message", (order: Order) => {
  if (order.kind === "report") {
    const report: Report = { accepted: accepted.length, refused, atMs: accepted, replies };
    process.send?.(report);
    return;
  }
  ({ perSecond, perChatMs } = order);
  accepted = [];
  refused = 0;
  replies = {};
  lastOfChat.clear();
  process.send?.({});
});
process.on("disconnect", () => process.exit());

server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}` });
});
