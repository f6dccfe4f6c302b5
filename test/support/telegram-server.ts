import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { User } from "grammy/types";
import { type Form, readForm } from "./telegram-server-form.ts";
import { methods } from "./telegram-server-methods.ts";
import { addPerson, type Person } from "./telegram-server-person.ts";
import { Refused } from "./telegram-server-refused.ts";
import { type UpdateBody, Updates } from "./telegram-server-updates.ts";
import type { World } from "./telegram-server-world.ts";

/** One call as it came in. `fault` names the injected failure it met, if any. */
type RecordedCall = {
  readonly method: string;
  readonly chat: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly fileNames: readonly string[];
  readonly fault: string | null;
};

/**
 * A failure on purpose. `isStored` decides on which side it happens: the message arrives and only the
 * answer is lost or replaced, or nothing happens at all. `method` and `chat` narrow it down.
 */
type Fault = (
  | { readonly how: "flood"; readonly retryAfter?: unknown }
  | { readonly how: "refuse"; readonly code: number; readonly description: string }
  /** A success with a result of its own. */
  | { readonly how: "answer"; readonly result: unknown }
  | { readonly how: "html"; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly how: "reset" | "hang" }
  | { readonly how: "slow"; readonly ms: number }
) & {
  readonly isStored?: boolean;
  readonly method?: string;
  readonly chat?: string | number;
  /** How many calls meet it; 1 unless told. */
  readonly times?: number;
};

export type TelegramServerOptions = {
  readonly port?: number;
  readonly token?: string;
  /** The platform's two seconds between webhook tries, shortened. */
  readonly retryBaseMs?: number;
  /** Answers take this long. */
  readonly latencyMs?: number;
  /** For benches: writes to any chat succeed, and neither calls nor messages are kept. */
  readonly isOpenToAll?: boolean;
};

export type TelegramServer = {
  /** For `TELEGRAM_API_ROOT`. */
  readonly url: string;
  readonly token: string;
  readonly world: World;
  /** Every call in order; empty in the bench's open mode. */
  readonly calls: readonly RecordedCall[];
  callsOf(method: string): RecordedCall[];
  /** Counted also when calls are not kept. Keys are method names as called. */
  readonly counts: ReadonlyMap<string, number>;
  inject(fault: Fault): void;
  person(facts?: Partial<User>): Person;
  /** Puts any update in, also one a person here cannot cause. */
  emit(body: UpdateBody, chat: string | number): number;
  close(): Promise<void>;
};

/**
 * A Bot API server on loopback that speaks the documented protocol and refuses what the platform refuses.
 * A method it does not know is answered 404 and stays visible in `calls`.
 */
export async function startTelegramServer(options: TelegramServerOptions = {}): Promise<TelegramServer> {
  const token = options.token ?? "7000000001:AAF-loopback_only_0123456789abcdefg";
  const world: World = {
    bot: { id: Number(token.split(":")[0]), is_bot: true, first_name: "Cầu Nối", username: "cau_noi_bot" },
    chats: new Map(),
    files: new Map(),
    presses: new Set(),
    updates: new Updates(options.retryBaseMs ?? 2_000),
    commands: [],
    nextMessageId: 1,
    isOpenToAll: options.isOpenToAll ?? false,
  };
  const calls: RecordedCall[] = [];
  const counts = new Map<string, number>();
  const faults: (Fault & { left: number })[] = [];
  const record = (method: string, form: Form, fault: Fault | undefined) => {
    counts.set(method, (counts.get(method) ?? 0) + 1);
    if (world.isOpenToAll) return;
    const chat = form.fields.chat_id === undefined ? null : String(form.fields.chat_id);
    const fileNames = [...form.files.values()].map((file) => file.name);
    calls.push({ method, chat, fields: form.fields, fileNames, fault: fault?.how ?? null });
  };
  const context = { world, token, record, takeFault: createTaker(faults), latencyMs: options.latencyMs ?? 0 };
  const server = http.createServer((request, response) => void serve(request, response, context));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    world,
    calls,
    counts,
    callsOf: (method) => calls.filter((call) => call.method === method),
    inject: (fault) => void faults.push({ ...fault, left: fault.times ?? 1 }),
    person: (facts) => addPerson(world, facts),
    emit: (body, chat) => world.updates.add(body, String(chat)),
    async close() {
      world.updates.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Context = {
  readonly world: World;
  readonly token: string;
  readonly latencyMs: number;
  record(method: string, form: Form, fault: Fault | undefined): void;
  takeFault(method: string, chat: string): Fault | undefined;
};

function createTaker(faults: (Fault & { left: number })[]): Context["takeFault"] {
  return (method, chat) => {
    if (faults.length === 0) return undefined;
    const index = faults.findIndex(
      (fault) =>
        (fault.method === undefined || fault.method === method) &&
        (fault.chat === undefined || String(fault.chat) === chat),
    );
    const fault = faults[index];
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) faults.splice(index, 1);
    return fault;
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const [, scope = "", secret = "", rest = ""] = /^\/(file\/)?bot([^/]+)\/(.*)$/.exec(path) ?? [];
  try {
    checkToken(secret, context.token);
    const body = await readBody(request);
    if (scope) sendFile(response, context.world, decodeURIComponent(rest));
    else {
      const form = readForm(request.headers["content-type"] ?? "", body, query);
      await call(rest, form, { response, context });
    }
  } catch (error) {
    if (error instanceof Refused) answer(response, error.code, error.toBody());
    else if (!response.destroyed)
      answer(response, 500, new Refused(500, `Internal Server Error: ${error}`).toBody());
  }
}

/** The platform tells a token it does not know (401) from a text that is no token at all (404). */
function checkToken(given: string, token: string): void {
  if (given === token) return;
  if (/^[0-9]+:[A-Za-z0-9_-]{30,}$/.test(given)) throw new Refused(401, "Unauthorized");
  throw new Refused(404, "Not Found");
}

type Exchange = { response: ServerResponse; context: Context };

async function call(method: string, form: Form, { response, context }: Exchange): Promise<void> {
  const { world } = context;
  const fault = context.takeFault(method, String(form.fields.chat_id ?? ""));
  context.record(method, form, fault);
  const run = methods[method.toLowerCase()];
  if (!run) throw new Refused(404, "Not Found");
  if (fault && !fault.isStored && fault.how !== "slow") {
    breakAnswer(fault, response);
    return;
  }
  const running = run(world, form);
  const isPoll = method.toLowerCase() === "getupdates";
  // A poller that hangs up must not be given updates it cannot receive.
  if (isPoll) response.once("close", () => world.updates.forget(running));
  const result = await running;
  if (fault && fault.how !== "slow") {
    breakAnswer(fault, response);
    return;
  }
  const delayMs = fault?.how === "slow" ? fault.ms : isPoll ? 0 : context.latencyMs;
  if (delayMs > 0) await new Promise((go) => setTimeout(go, delayMs));
  answer(response, 200, `{"ok":true,"result":${JSON.stringify(result)}}`);
}

function breakAnswer(fault: Fault, response: ServerResponse): void {
  if (fault.how === "flood") {
    const parameters = fault.retryAfter === undefined ? undefined : { retry_after: fault.retryAfter };
    const words = `Too Many Requests: retry after ${fault.retryAfter ?? "a while"}`;
    answer(response, 429, new Refused(429, words, parameters).toBody());
  } else if (fault.how === "refuse") {
    answer(response, fault.code, new Refused(fault.code, fault.description).toBody());
  } else if (fault.how === "answer") {
    answer(response, 200, JSON.stringify({ ok: true, result: fault.result }));
  } else if (fault.how === "html") {
    response.writeHead(fault.status, { "content-type": "text/html", ...fault.headers });
    response.end("<html><body><h1>Bad gateway</h1></body></html>");
  } else if (fault.how === "reset") response.socket?.resetAndDestroy();
  // A hanging call is simply never answered.
}

function sendFile(response: ServerResponse, world: World, path: string): void {
  const file = [...world.files.values()].find((stored) => stored.path === path);
  if (!file) throw new Refused(404, "Not Found");
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": file.bytes.byteLength,
  });
  response.end(file.bytes);
}

function answer(response: ServerResponse, status: number, body: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on("error", reject);
  });
}
