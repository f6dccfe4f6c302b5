import type { Update } from "grammy/types";
import { type Pusher, type Queued, startPushing, type Webhook } from "./telegram-server-push.ts";
import { Refused } from "./telegram-server-refused.ts";

/** What an update says, before it has its number. */
export type UpdateBody = Omit<Update, "update_id">;

export type UpdatesQuestion = {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutS: number;
  /** Undefined keeps the kinds asked for last time, as the platform does. */
  readonly kinds: readonly string[] | undefined;
};

type Waiting = {
  readonly promise: Promise<Update[]>;
  resolve(updates: Update[]): void;
  reject(error: Refused): void;
  readonly timer: NodeJS.Timeout;
  readonly limit: number;
};

const webhookIsActive =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const otherPoller =
  "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
const webhookWasSet = "Conflict: terminated by setWebhook request";

/**
 * The updates of one bot, in one queue that is either confirmed by `getUpdates` with a higher offset (and
 * only so: what was given out but not confirmed comes again) or pushed to a webhook.
 */
export class Updates {
  readonly #retryBaseMs: number;
  #queue: Queued[] = [];
  #nextId = 700_000_001;
  #kinds: readonly string[] = [];
  #waiting: Waiting | undefined;
  #pusher: Pusher | undefined;
  #copiesOfNext: number[] = [];

  constructor(retryBaseMs: number) {
    this.#retryBaseMs = retryBaseMs;
  }

  /** Puts an update in, unless its kind is not wanted; `lane` is the chat it belongs to. Returns its id. */
  add(body: UpdateBody, lane: string): number {
    const [kind = ""] = Object.keys(body);
    const update = { update_id: this.#nextId++, ...body } as Update;
    if (this.#kinds.length > 0 && !this.#kinds.includes(kind)) return update.update_id;
    const queued = { update, lane, copies: this.#copiesOfNext.shift() ?? 1 };
    if (this.#pusher) this.#pusher.push(queued);
    else {
      this.#queue.push(queued);
      this.#answerWaiting();
    }
    return update.update_id;
  }

  /** The next `count` updates are pushed `copies` times each, as when our 200 is lost on the way. */
  repeatNext(copies: number, count = 1): void {
    this.#copiesOfNext = Array.from({ length: count }, () => copies);
  }

  get(question: UpdatesQuestion): Promise<Update[]> {
    if (this.#pusher) throw new Refused(409, webhookIsActive);
    this.#endWaiting(otherPoller);
    if (question.kinds) this.#kinds = question.kinds;
    this.#confirm(question.offset);
    const limit = Math.min(Math.max(question.limit, 1), 100);
    const timeoutMs = Math.min(question.timeoutS, 50) * 1000;
    if (this.#queue.length > 0 || timeoutMs <= 0) return Promise.resolve(this.#head(limit));
    const { promise, resolve, reject } = Promise.withResolvers<Update[]>();
    const timer = setTimeout(() => {
      this.#waiting = undefined;
      resolve([]);
    }, timeoutMs);
    this.#waiting = { promise, resolve, reject, timer, limit };
    return promise;
  }

  /** Whoever asked this has gone away: what comes next is kept for the next question. */
  forget(asked: unknown): void {
    if (this.#waiting?.promise === asked) this.#stopWaiting();
  }

  setWebhook(webhook: Webhook, kinds: readonly string[] | undefined, isDropping: boolean): void {
    this.#endWaiting(webhookWasSet);
    if (kinds) this.#kinds = kinds;
    this.deleteWebhook(isDropping);
    this.#pusher = startPushing(webhook, this.#retryBaseMs);
    for (const queued of this.#queue.splice(0)) this.#pusher.push(queued);
  }

  deleteWebhook(isDropping: boolean): void {
    if (this.#pusher) this.#queue = this.#pusher.stop();
    this.#pusher = undefined;
    if (isDropping) this.#queue = [];
  }

  get webhook(): Webhook | undefined {
    return this.#pusher?.webhook;
  }
  get kinds(): readonly string[] {
    return this.#kinds;
  }
  get pending(): number {
    return this.#pusher?.pending() ?? this.#queue.length;
  }
  get lastError(): ReturnType<Pusher["lastError"]> {
    return this.#pusher?.lastError();
  }

  close(): void {
    this.#stopWaiting();
    this.deleteWebhook(true);
  }

  /** A positive offset confirms everything below it; a negative one keeps only that many of the newest. */
  #confirm(offset: number): void {
    if (offset < 0) this.#queue = this.#queue.slice(offset);
    else if (offset > 0) {
      const first = this.#queue.findIndex((queued) => queued.update.update_id >= offset);
      this.#queue = first < 0 ? [] : this.#queue.slice(first);
    }
  }

  #head(limit: number): Update[] {
    return this.#queue.slice(0, limit).map((queued) => queued.update);
  }

  #answerWaiting(): void {
    if (!this.#waiting) return;
    const { resolve, limit } = this.#waiting;
    this.#stopWaiting();
    resolve(this.#head(limit));
  }

  #endWaiting(why: string): void {
    this.#waiting?.reject(new Refused(409, why));
    this.#stopWaiting();
  }

  #stopWaiting(): void {
    if (this.#waiting) clearTimeout(this.#waiting.timer);
    this.#waiting = undefined;
  }
}
