import http from "node:http";
import https from "node:https";
import type { Update } from "grammy/types";

export type Webhook = { readonly url: string; readonly secret: string; readonly connections: number };
/** `lane` is the chat: within it updates keep their order. `copies`: how often the update is delivered. */
export type Queued = { readonly update: Update; readonly lane: string; copies: number };

export type Pusher = {
  readonly webhook: Webhook;
  pending(): number;
  lastError(): { readonly date: number; readonly message: string } | undefined;
  push(queued: Queued): void;
  /** Ends pushing and gives back what was not taken, oldest first. */
  stop(): Queued[];
};

/**
 * Empties updates into a webhook as the platform does (tdlib/telegram-bot-api WebhookActor.cpp): one lane
 * per chat with one update under way, lanes in parallel up to the connections allowed. Anything but 2xx is
 * repeated at once, then after 1, 2, 4 … times `retryBaseMs`; Retry-After is obeyed.
 */
export function startPushing(webhook: Webhook, retryBaseMs: number): Pusher {
  const transport = webhook.url.startsWith("https:") ? https : http;
  const agent = new transport.Agent({ keepAlive: true });
  const lanes = new Map<string, Queued[]>();
  const ready: string[] = [];
  let running = 0;
  let isStopped = false;
  let lastError: ReturnType<Pusher["lastError"]>;

  function startLanes(): void {
    while (!isStopped && running < webhook.connections) {
      const name = ready.shift();
      if (name === undefined) return;
      void runLane(name);
    }
  }

  async function runLane(name: string): Promise<void> {
    const lane = lanes.get(name) ?? [];
    running += 1;
    for (let failures = 0; lane[0] && !isStopped; ) {
      const answer = await post(webhook, lane[0].update, agent);
      if (answer.status >= 200 && answer.status < 300) {
        failures = 0;
        lane[0].copies -= 1;
        if (lane[0].copies <= 0) lane.shift();
      } else {
        lastError = { date: Math.floor(Date.now() / 1000), message: sayError(answer.status) };
        await pause(Math.max(backoff(failures, retryBaseMs), answer.retryAfterS * 1000));
        failures += 1;
      }
    }
    running -= 1;
    if (!isStopped) lanes.delete(name);
    startLanes();
  }

  return {
    webhook,
    pending: () => [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0),
    lastError: () => lastError,
    push(queued) {
      const lane = lanes.get(queued.lane);
      if (lane) lane.push(queued);
      else {
        lanes.set(queued.lane, [queued]);
        ready.push(queued.lane);
        startLanes();
      }
    },
    stop() {
      isStopped = true;
      agent.destroy();
      return [...lanes.values()].flat().toSorted((a, b) => a.update.update_id - b.update.update_id);
    },
  };
}

function backoff(failures: number, baseMs: number): number {
  return failures === 0 ? 0 : baseMs * 2 ** Math.min(failures - 1, 5);
}

function sayError(status: number): string {
  return status > 0 ? `Wrong response from the webhook: ${status}` : "Connection failed";
}

function pause(ms: number): Promise<void> {
  return new Promise((go) => setTimeout(go, ms).unref());
}

type PostAnswer = { readonly status: number; readonly retryAfterS: number };

/** One webhook call; `status` 0 means that there was no answer. */
function post(webhook: Webhook, update: Update, agent: http.Agent): Promise<PostAnswer> {
  return new Promise((resolve) => {
    const body = Buffer.from(JSON.stringify(update));
    const headers: Record<string, string | number> = {
      "content-type": "application/json",
      "content-length": body.length,
    };
    if (webhook.secret) headers["x-telegram-bot-api-secret-token"] = webhook.secret;
    const noAnswer = () => resolve({ status: 0, retryAfterS: 0 });
    const transport = agent instanceof https.Agent ? https : http;
    const request = transport.request(webhook.url, { method: "POST", agent, headers, timeout: 60_000 });
    request.on("response", (response) => {
      response.resume();
      const retryAfterS = Math.min(Number(response.headers["retry-after"] ?? 0) || 0, 3600);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, retryAfterS }));
      response.on("error", noAnswer);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", noAnswer);
    request.end(body);
  });
}
