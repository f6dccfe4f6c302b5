import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { correctMember } from "../people/correct.ts";
import { closeRequest, type DataRequest, findRequest, leaveRest } from "../people/data-requests.ts";
import { newestAddress } from "../people/members.ts";
import { eraseProposals } from "../proposals/erase.ts";
import { type Correctable, dataTexts } from "./data-texts.ts";

/** What an officer does about a request. `value`: what the data should say, where it is not what the member wrote. */
export type Settling = {
  readonly number: number;
  readonly by: string;
  readonly now: Instant;
  readonly value?: string;
};

export type Settled =
  | { readonly kind: "settled"; readonly request: DataRequest }
  | { readonly kind: "missing" }
  /** Somebody was faster. */
  | { readonly kind: "before"; readonly request: DataRequest }
  /** It cannot be done like this; `why` says what to do, for the officer. */
  | { readonly kind: "cannot"; readonly why: string };

/**
 * Does what a request asks and tells the member: a correction is written into their data, filed proposals of an
 * erased member are emptied, a copy counts as handed over.
 */
export async function settleRequest(tx: Queries, settling: Settling): Promise<Settled> {
  const request = await findRequest(tx, settling.number);
  if (!request) return { kind: "missing" };
  if (request.status !== "open") return { kind: "before", request };
  const result = await act(tx, request, settling);
  if (result.kind === "cannot") return result;
  await closeRequest(tx, { ...settling, status: "done" });
  await tell(tx, request, { text: result.text, now: settling.now });
  if (request.kind === "erase") await leaveRest(tx, request.number);
  return { kind: "settled", request };
}

type Acted = { readonly kind: "acted"; readonly text: string } | Extract<Settled, { kind: "cannot" }>;

async function act(tx: Queries, request: DataRequest, settling: Settling): Promise<Acted> {
  const { number, memberId } = request;
  const { by, now } = settling;
  switch (request.kind) {
    case "correct": {
      const field = (request.about ?? "name") as Correctable;
      const value = settling.value ?? request.wanted ?? "";
      const why = await correctMember(tx, { memberId, field, value, now });
      return why === undefined
        ? { kind: "acted", text: dataTexts.corrected(number, field) }
        : { kind: "cannot", why };
    }
    case "erase": {
      const { emptied, kept } = await eraseProposals(tx, { memberId, by, now });
      return { kind: "acted", text: dataTexts.eraseDone(number, emptied, kept) };
    }
    default:
      return { kind: "acted", text: dataTexts.copyGiven(number) };
  }
}

/** Refuses a request with a reason the member reads (Luật 91/2025/QH15 Điều 14.5: they are told why). */
export async function refuseRequest(
  tx: Queries,
  { number, by, reason, now }: Settling & { readonly reason: string },
): Promise<Settled> {
  const request = await findRequest(tx, number);
  if (!request) return { kind: "missing" };
  if (!(await closeRequest(tx, { number, status: "refused", by, reason, now })))
    return { kind: "before", request };
  await tell(tx, request, { text: dataTexts.refused(number, reason), now });
  return { kind: "settled", request };
}

async function tell(
  tx: Queries,
  { memberId, askedFrom }: DataRequest,
  { text, now }: { text: string; now: Instant },
): Promise<void> {
  const to = askedFrom ?? (await newestAddress(tx, memberId));
  if (to) await enqueue(tx, [{ memberId, to, content: say(text), inboundSeq: null, isNotice: true }], now);
}
