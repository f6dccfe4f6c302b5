import http from "node:http";
import { sleep } from "../src/kit/time.ts";

/** People who write to a webhook. Every one of them waits for the reply before writing again. */
export type Load = {
  readonly url: string;
  readonly secret: string;
  readonly texts: readonly string[];
  /** How many write at the same time. */
  readonly people: number;
  readonly messages: number;
  /** Messages a second, evenly; undefined: as fast as replies come. */
  readonly perSecond?: number;
  /** So that no update id comes twice in one bench. */
  readonly firstNumber: number;
};

/** `turnsMs`: from the moment a message was due until its reply was here, sorted. */
export type LoadResult = {
  readonly seconds: number;
  readonly turnsMs: readonly number[];
  /** Messages of the program under test meanwhile; more than were written means that turns overlapped. */
  readonly replies: number;
};

/** What the platform sees of the program's messages. */
export type Replies = {
  /** Resolves when the next message to this chat arrives. */
  next(chat: string): Promise<void>;
  readonly count: number;
};

const longestTurnMs = 20_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

/** Rejects when a call is refused or a reply does not come within 20 seconds. */
export async function runLoad(load: Load, replies: Replies): Promise<LoadResult> {
  const turnsMs: number[] = [];
  const repliesBefore = replies.count;
  const began = performance.now();
  let given = 0;

  async function live(person: number): Promise<void> {
    while (given < load.messages) {
      const index = given++;
      const dueMs =
        load.perSecond === undefined ? performance.now() : began + (index * 1000) / load.perSecond;
      const waitMs = dueMs - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      await turn(load, index, { person, replies });
      turnsMs.push(performance.now() - dueMs);
    }
  }

  await Promise.all(Array.from({ length: load.people }, (_, person) => live(person)));
  const seconds = (performance.now() - began) / 1000;
  const sorted = turnsMs.toSorted((a, b) => a - b);
  return { seconds, turnsMs: sorted, replies: replies.count - repliesBefore };
}

async function turn(
  load: Load,
  index: number,
  { person, replies }: { person: number; replies: Replies },
): Promise<void> {
  const chat = 5_300_000_000 + person;
  const number = load.firstNumber + index;
  const user = { id: chat, is_bot: false, first_name: "Lan" };
  const text = load.texts[index % load.texts.length] ?? "";
  const message = {
    message_id: number,
    date: 1_795_000_000,
    chat: { ...user, type: "private" },
    from: user,
    text,
  };
  const replied = replies.next(String(chat));
  await post(load, JSON.stringify({ update_id: number, message }));
  const patience = new AbortController();
  const late = sleep(longestTurnMs, patience.signal).then(() => {
    if (!patience.signal.aborted) throw new Error(`No reply to "${text}" within ${longestTurnMs} ms.`);
  });
  await Promise.race([replied, late]);
  patience.abort();
}

function post(load: Load, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-telegram-bot-api-secret-token": load.secret,
    };
    const request = http.request(load.url, { method: "POST", agent, headers });
    request.on("response", (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`The webhook answered ${response.statusCode}.`));
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}
