import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { type Load, type Replies, runLoad } from "./platform-load.ts";

/**
 * The chat platform of the benches, as a process of its own: takes every Bot API call, says yes to it, and
 * lets people write through the webhook of the program under test. It does as little as it can, so that two
 * programs compared over it are compared with each other and not with it.
 *
 * Started by fork; each message is a `Load`, answered with a `LoadResult` when the last reply has arrived.
 */
const waiting = new Map<string, () => void>();
let messages = 0;

const server = http.createServer((request, response) => {
  const method = request.url?.split("/").at(-1) ?? "";
  void readBody(request).then((body) => {
    if (method === "sendMessage") return answerSend(body, response);
    return answer(response, method === "getMe" ? bot : true);
  });
});

const bot = { id: 7_000_000_001, is_bot: true, first_name: "Cầu Nối", username: "cau_noi_bot" };

function answerSend(body: string, response: ServerResponse): void {
  const { chat_id: chat } = JSON.parse(body) as { chat_id: string | number };
  answer(response, {
    message_id: ++messages,
    date: 1_795_000_000,
    chat: { id: Number(chat), type: "private", first_name: "Lan" },
    text: ".",
  });
  waiting.get(String(chat))?.();
}

function answer(response: ServerResponse, result: unknown): void {
  const text = `{"ok":true,"result":${JSON.stringify(result)}}`;
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

const replies: Replies = {
  next: (chat) =>
    new Promise((resolve) => {
      waiting.set(chat, () => {
        waiting.delete(chat);
        resolve();
      });
    }),
  get count() {
    return messages;
  },
};

process.on("message", (load: Load) => {
  void runLoad(load, replies).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

// A bench that dies takes its platform with it.
process.on("disconnect", () => process.exit());

// Longer than any pause of a bench: a connection closed on one side while the other uses it is lost.
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
