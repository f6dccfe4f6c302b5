import { startTelegramServer } from "./telegram-server.ts";

/**
 * The loopback Bot API as a process of its own, for benches: `telegram-server-main.ts PORT [LATENCY_MS]`.
 * It takes messages to any chat, keeps none, prints one JSON line `{"url","token"}` when it is ready and,
 * on SIGTERM or SIGINT, one with the number of calls per method before it ends. A line of JSON on its stdin,
 * `{"from":42,"text":"…","count":100}`, makes that many people, from id 42 upward, write the text.
 */
const [port = "0", latencyMs = "0"] = process.argv.slice(2);
const server = await startTelegramServer({
  port: Number(port),
  latencyMs: Number(latencyMs),
  isOpenToAll: true,
});
console.log(JSON.stringify({ url: server.url, token: server.token }));

let unread = "";
process.stdin.on("data", (chunk) => {
  const lines = (unread + chunk).split("\n");
  unread = lines.pop() ?? "";
  for (const line of lines) if (line.trim() !== "") write(line);
});

function write(line: string): void {
  const { from, text, count = 1 } = JSON.parse(line) as { from: number; text: string; count?: number };
  for (let index = 0; index < count; index++) server.person({ id: from + index }).send(text);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, async () => {
    console.log(JSON.stringify(Object.fromEntries(server.counts)));
    await server.close();
    process.exit(0);
  });
}
