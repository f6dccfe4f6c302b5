import type { Address, ChannelName, Content, FileRef, Inbound } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";

/** What a platform can show and how fast: variety lives here as data, not in more methods. */
export type Capabilities = {
  /** Longest text of one platform message, in characters after formatting. */
  readonly textLength: number;
  /** Real buttons under a message; without them choices are numbered in the text. */
  readonly buttons: boolean;
  /** Most messages a second for bulk sending, the whole channel together. Replies are not bound by it. */
  readonly bulkPerSecond: number;
  /** How long a person is left in peace before a bulk message, in milliseconds; no time when left out. */
  readonly chatRestMs?: number;
  /** Largest file a person can send us through this channel, in bytes. */
  readonly fileBytes: number;
};

/** A webhook call as it arrived: header names in lower case, the body's raw bytes. */
export type WebhookCall = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
};

/** One message to one person, tried once. */
export type Outbound = {
  readonly to: Address;
  readonly content: Content;
  /** Our ledger row. Buttons carry `<deliverySeq>.<index>`, so a press leads back to the row and its owner. */
  readonly deliverySeq: number;
  /** Bulk messages may be sent silently at the platform. */
  readonly isBulk: boolean;
  /** What a bulk message is about, where the campaign says so; platforms may know a template for it. */
  readonly topic?: string | null;
  /** The moment the channel is asked to send. */
  readonly at: Instant;
};

/** Why a message will never arrive, as data. Each has words for officers in `delivery/texts.ts`. */
export type Refusal =
  | "blocked" // the person blocked us or closed the account
  | "neverStarted" // the platform does not know this chat
  | "windowClosed" // the platform allows no message now (Zalo)
  | "outOfQuota"
  | "tooLong"
  | "badContent" // our own mistake in the payload
  | "channelOff"; // token revoked, channel not configured

export type SendOutcome =
  | { readonly kind: "sent"; readonly externalId: string }
  /** The platform said wait: certainly not delivered. `pausesChannel` stops the whole channel until `at`. */
  | { readonly kind: "later"; readonly at: Instant; readonly why: string; readonly pausesChannel: boolean }
  /**
   * It will never work. `stopsChannel` when the channel itself is broken (token revoked); `detail` holds the
   * platform's own words for the operator, without any text of the message; `code` its number for the reason,
   * which has words for officers in `delivery/texts.ts`.
   */
  | {
      readonly kind: "refused";
      readonly why: Refusal;
      readonly stopsChannel?: boolean;
      readonly code?: string;
      readonly detail?: string;
    }
  /** No clear answer: it may have arrived. Never sent again without a decision. */
  | { readonly kind: "unknown"; readonly why: string };

/** How a channel is doing, for `doctor`: one English line per finding, what to do included. */
export type Checkup = { readonly isWell: boolean; readonly lines: readonly string[] };

/** An answer as far as it is written. */
export type Draft = { readonly id: number; readonly text: string };

/** A file as downloaded from a platform. */
export type Downloaded = { readonly bytes: Uint8Array; readonly mediaType: string | null };

/**
 * How one chat platform speaks.
 *
 * `parse` verifies, then reads; a forged call throws `Failure("forged")`, unreadable bytes
 * `Failure("invalid")`. Updates it does not know yield an empty list.
 * `send` tries once and turns whatever happens into data; it never throws and honours `signal`.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly can: Capabilities;
  parse(call: WebhookCall): Promise<Inbound[]>;
  send(message: Outbound, signal: AbortSignal): Promise<SendOutcome>;
  /** How many messages of the platform a content becomes, for its pace; one when left out. */
  countMessages?(content: Content): number;
  /** Fetches a file a person sent. Throws `Failure("unavailable")` to be tried again, `"missing"` when gone. */
  download(file: FileRef, signal: AbortSignal): Promise<Downloaded>;
  /** Shows that an answer is being written, where the platform can. Best effort, never throws. */
  showTyping?(to: Address): Promise<void>;
  /**
   * Shows an answer that is still being written; the message that is sent takes its place. `id` is the same for
   * one answer and not 0. Best effort, never throws; the platform forgets it by itself.
   */
  showDraft?(to: Address, draft: Draft): Promise<void>;
  /** Tells the platform a press was seen, so that the button stops spinning. Best effort, never throws. */
  acknowledge?(acknowledge: string): Promise<void>;
  /**
   * Long polling: yields batches, oldest first. The next batch is asked for (and the platform told that
   * this one is safe) only when the consumer comes back, that is after it has stored the batch.
   */
  poll?(signal: AbortSignal): AsyncIterable<Inbound[]>;
}
