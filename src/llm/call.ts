import { describeError, isFailure } from "../kit/failure.ts";
import type { Log } from "../kit/log.ts";
import { type Clock, sleep, toMs } from "../kit/time.ts";
import { createBreaker } from "./breaker.ts";
import { createBudget, type Limits } from "./budget.ts";
import { type Fault, faultOf } from "./client.ts";
import type { Deadline } from "./deadline.ts";
import { none, type Outcome } from "./outcome.ts";

/** Calls at the server at once; with more under way a member is answered without waiting. */
const mostAtOnce = 8;
/** A second try comes after this, unless the server asks for longer. */
const retryAfterMs = 400;
/** A wrong key or model name does not mend itself in seconds. */
const refusedRestMs = 5 * 60_000;

type Wanted = {
  readonly work: "answer" | "embed" | "transcribe";
  /** Not set up: nothing is called. */
  readonly model: string | undefined;
  readonly deadline: Deadline;
};

/** Tries once; throws what the client throws. */
type Run<T> = (model: string) => Promise<{ value: T; tokens: number }>;

/**
 * Everything around a call that is the same for all of them: the day's budget, a breaker for each kind of work,
 * one more try when that may help and time is left, and the log. The function given back never rejects.
 */
export function createCaller(limits: Limits, { clock, log }: { clock: Clock; log: Log }) {
  const budget = createBudget(limits, clock);
  const breakers = { answer: createBreaker(), embed: createBreaker(), transcribe: createBreaker() };
  let underWay = 0;
  const now = () => toMs(clock());

  /** The outcome of one try, and after how long a second one makes sense. */
  async function attempt<T>({ work, model = "", deadline }: Wanted, run: Run<T>) {
    const breaker = breakers[work];
    if (!budget.take()) return { outcome: none("budget") };
    try {
      const { value, tokens } = await run(model);
      budget.spend(tokens);
      breaker.succeeded();
      return { outcome: { kind: "said", value } as const };
    } catch (error) {
      const fault = faultOf(error, deadline);
      log.warn("model.failed", { work, why: fault.why, status: fault.status, fault: kindOf(error) });
      const waitMs = waitOf(fault, deadline);
      breaker.failed(now(), waitMs === undefined ? restOf(fault) : undefined);
      return { outcome: none(fault.why), waitMs };
    }
  }

  return async function call<T>(wanted: Wanted, run: Run<T>): Promise<Outcome<T>> {
    const { work, model, deadline } = wanted;
    if (model === undefined) return none("off");
    if (deadline.left() === 0) return none("deadline");
    if (underWay >= mostAtOnce) return none("busy");
    if (!breakers[work].mayCall(now())) return none("resting");
    underWay += 1;
    try {
      const { outcome, waitMs } = await attempt(wanted, run);
      if (waitMs === undefined || !breakers[work].mayCall(now())) return outcome;
      await sleep(waitMs, deadline.signal);
      return deadline.left() === 0 ? outcome : (await attempt(wanted, run)).outcome;
    } finally {
      underWay -= 1;
    }
  };
}

/** How long to wait for a second try; `undefined` when it would not help or come too late. */
function waitOf({ why, restMs }: Fault, deadline: Deadline): number | undefined {
  if (why !== "network" && why !== "server" && why !== "limited") return undefined;
  const waitMs = Math.max(retryAfterMs, restMs ?? 0);
  return waitMs < deadline.left() / 2 ? waitMs : undefined;
}

/** Another refusal is about what was sent: the next call may be well. */
function restOf({ status = 0, restMs }: Fault): number | undefined {
  return [401, 403, 404].includes(status) ? refusedRestMs : restMs;
}

/** A server's words may repeat what it was sent: only the kind of an error is written down. */
function kindOf(error: unknown): string {
  if (isFailure(error)) return describeError(error);
  return error instanceof Error ? error.name : typeof error;
}
