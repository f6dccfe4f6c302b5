import { describeError, isFailure } from "../kit/failure.ts";
import { redactTokens } from "../kit/log.ts";
import type { Address } from "../kit/message.ts";
import { addMs, type Clock, type Instant } from "../kit/time.ts";
import type { Outbound, SendOutcome } from "./channel.ts";
import { LostCall } from "./line.ts";
import { outcomeOfError, outcomeOfTemplateError } from "./zalo-oa-errors.ts";
import { type Poster, readSent, tryPiece } from "./zalo-oa-post.ts";
import { type Template, type Templates, templateFor, toTemplateCall } from "./zalo-oa-template.ts";
import { type OaTokens, withToken } from "./zalo-oa-tokens.ts";
import { createMeter, type Meter, type Terms, termsAt, zoneOf } from "./zalo-oa-windows.ts";
import type { OaWire } from "./zalo-oa-wire.ts";
import { type ChoiceForm, type Piece, toPieces } from "./zalo-oa-write.ts";
import { sendInOrder } from "./zalo-pieces.ts";
import { outcomeOfLostCall, ZaloRefusal } from "./zalo-wire.ts";

/** How long the channel rests while its tokens cannot be renewed or its uploads do not arrive. */
const restMs = 30_000;
/** How long a message waits when the calls of this minute are used up. */
const busyMs = 2_000;

/** What counts what is paid for, shared by all processes. Most a day and a month of Việt Nam; null: no limit. */
export type Allotment = {
  /** Takes one; false, and nothing is taken, when the day's or the month's are used up. */
  take(
    kind: "paid" | "template",
    at: Instant,
    most: { readonly perDay: number | null; readonly perMonth: number | null },
  ): Promise<boolean>;
  /** Puts back what was taken for a message that certainly did not arrive. */
  giveBack(kind: "paid" | "template", at: Instant): Promise<void>;
};

type Parts = {
  readonly wire: OaWire;
  readonly tokens: OaTokens;
  readonly clock: Clock;
  readonly terms: readonly Terms[];
  readonly isPaidAllowed: boolean;
  readonly templates: Templates;
  readonly choices: ChoiceForm;
  readonly allotment: Allotment;
  readonly loadBlob: (hash: string) => Promise<Uint8Array>;
  /** When the person last wrote; null when that is not known. */
  readonly lastInboundAt: (address: Address) => Promise<Instant | null>;
};

type Desk = Parts & { readonly poster: Poster; readonly meter: Meter };
type Errand = { readonly message: Outbound; readonly signal: AbortSignal; readonly terms: Terms };

/**
 * The sending half of the channel: `Channel.send` for the Official Account. Free within the window, paid where
 * that is allowed and left over, else by the template of the message's topic, else `windowClosed` or
 * `outOfQuota`. A refused access token is renewed once per message.
 */
export function createSend(parts: Parts): (message: Outbound, signal: AbortSignal) => Promise<SendOutcome> {
  const { wire, clock, loadBlob, choices } = parts;
  const poster: Poster = { wire, clock, loadBlob, choices, uploads: new Map() };
  const desk: Desk = { ...parts, poster, meter: createMeter() };
  return async (message, signal) => {
    const now = clock();
    const errand: Errand = { message, signal, terms: termsAt(parts.terms, now) };
    try {
      if (signal.aborted) return wait(now, 1, "The call was stopped.");
      if (!desk.meter.isFree(now, errand.terms, message.isBulk)) {
        return wait(now, busyMs, "The calls of this minute are used up.");
      }
      const outcome = await sendWords(desk, errand, now);
      const template = templateFor(parts.templates, message.isBulk ? message.topic : null);
      const isClosed = outcome.kind === "refused" && outcome.why === "windowClosed";
      return isClosed && template ? await sendTemplate(desk, errand, template) : outcome;
    } catch (error) {
      return outcomeOf(error, clock());
    }
  };
}

function wait(now: Instant, ms: number, why: string): SendOutcome {
  return { kind: "later", at: addMs(now, ms), why, pausesChannel: false };
}

async function sendWords(desk: Desk, errand: Errand, now: Instant): Promise<SendOutcome> {
  const { message, signal, terms } = errand;
  const zone = zoneOf(await desk.lastInboundAt(message.to), now, terms);
  if (zone === "closed" || (zone === "paid" && !desk.isPaidAllowed)) {
    return { kind: "refused", why: "windowClosed" };
  }
  const pieces = toPieces(message.content, desk.poster.choices);
  const send = () =>
    sendInOrder(pieces, (piece) => sendPiece(piece, desk, errand), { clock: desk.clock, signal });
  if (zone === "free") return await send();
  return await spending(desk, "paid", { perDay: terms.paidPerDay, perMonth: terms.paidPerMonth }, send);
}

/** Runs a sending that is paid for: counted before, given back when it certainly did not arrive. */
async function spending(
  { allotment, clock }: Desk,
  kind: "paid" | "template",
  most: { readonly perDay: number | null; readonly perMonth: number | null },
  send: () => Promise<SendOutcome>,
): Promise<SendOutcome> {
  const at = clock();
  if (!(await allotment.take(kind, at, most))) {
    return { kind: "refused", why: "outOfQuota", detail: `The ${kind} messages of this period are used up.` };
  }
  const outcome = await send();
  if (outcome.kind === "later" || outcome.kind === "refused") await allotment.giveBack(kind, at);
  return outcome;
}

function sendTemplate(desk: Desk, { message, signal, terms }: Errand, template: Template) {
  const { templatesPerDay: perDay, templatesPerMonth: perMonth } = terms;
  const { to, content, at } = message;
  const call = toTemplateCall(template, { userId: to.externalId, content, at });
  return spending(desk, "template", { perDay, perMonth }, async () => {
    try {
      desk.meter.note(desk.clock());
      return await withToken(desk.tokens, async (token) =>
        readSent(await desk.wire.post("/v3.0/oa/message/template", call, { token, signal })),
      );
    } catch (error) {
      if (error instanceof ZaloRefusal) return outcomeOfTemplateError(error, desk.clock());
      return outcomeOf(error, desk.clock());
    }
  });
}

async function sendPiece(piece: Piece, desk: Desk, { message, signal }: Errand): Promise<SendOutcome> {
  try {
    desk.meter.note(desk.clock());
    return await withToken(desk.tokens, (token) => tryPiece(piece, desk.poster, { message, token, signal }));
  } catch (error) {
    return outcomeOf(error, desk.clock());
  }
}

function outcomeOf(error: unknown, now: Instant): SendOutcome {
  if (error instanceof ZaloRefusal) return outcomeOfError(error, now);
  if (error instanceof LostCall) return outcomeOfLostCall(error, now);
  const why = redactTokens(describeError(error));
  if (isFailure(error, "missing")) return { kind: "refused", why: "badContent", detail: why };
  // Only tokens and uploads fail like this: the message itself has not left.
  if (isFailure(error, "unavailable")) {
    return { kind: "later", at: addMs(now, restMs), why, pausesChannel: true };
  }
  if (isFailure(error)) return { kind: "refused", why: "channelOff", stopsChannel: true, detail: why };
  return { kind: "unknown", why };
}
