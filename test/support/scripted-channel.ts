import type { Capabilities, Channel, Outbound, SendOutcome } from "../../src/channels/channel.ts";
import { Failure } from "../../src/kit/failure.ts";
import { type ChannelName, plainText } from "../../src/kit/message.ts";
import { sleep } from "../../src/kit/time.ts";

/**
 * What the channel answers to one send: an outcome, an exception, or silence: until it is given up (`hangs`),
 * or for good, with no eye on its signal (`deaf`).
 */
export type ScriptedAnswer = SendOutcome | "throws" | "hangs" | "deaf";

/** One call of `send`, as the platform saw it. */
export type RecordedSend = {
  readonly to: string;
  readonly text: string;
  readonly isBulk: boolean;
  readonly seq: number;
  readonly at: string;
};

/** A channel without a platform: records every send and answers as it is told. */
export type ScriptedChannel = Channel & {
  readonly sends: readonly RecordedSend[];
  /** Texts in the order they were sent. */
  readonly texts: readonly string[];
  /** Drafts in the order they were shown, with how many sends there were before each. */
  readonly drafts: readonly { readonly to: string; readonly text: string; readonly after: number }[];
  /** Most sends that were under way at once: to all addresses, and to any one of them. */
  readonly peak: { readonly overall: number; readonly perAddress: number };
  /** The answers of the next sends to `address` (`*`: to anybody), in order; then everything is sent. */
  answer(address: string, ...answers: ScriptedAnswer[]): void;
  /** Lets every send that hangs now answer. */
  release(outcome: SendOutcome): void;
};

export function createScriptedChannel(
  name: ChannelName,
  options: { bulkPerSecond?: number; latencyMs?: number } = {},
): ScriptedChannel {
  const script = new Map<string, ScriptedAnswer[]>();
  const record = createRecord();
  const drafts: { to: string; text: string; after: number }[] = [];
  let hanging: ((outcome: SendOutcome) => void)[] = [];

  async function answerTo(message: Outbound, signal: AbortSignal): Promise<SendOutcome> {
    const answer = script.get(message.to.externalId)?.shift() ?? script.get("*")?.shift();
    if (answer === "hangs") return hang(signal, (resolve) => hanging.push(resolve));
    await sleep(options.latencyMs ?? 1);
    if (answer === "throws") throw new Error("the socket fell over");
    if (answer === "deaf") return new Promise(() => {});
    return answer ?? { kind: "sent", externalId: `${name}-${message.deliverySeq}` };
  }

  return {
    name,
    can: capabilities(options.bulkPerSecond ?? 10_000),
    sends: record.sends,
    get texts() {
      return record.sends.map((send) => send.text);
    },
    peak: record.peak,
    drafts,
    async showDraft(to, { text }) {
      await sleep(options.latencyMs ?? 1);
      drafts.push({ to: to.externalId, text, after: record.sends.length });
    },
    answer(address, ...answers) {
      script.set(address, [...(script.get(address) ?? []), ...answers]);
    },
    release(outcome) {
      for (const resolve of hanging) resolve(outcome);
      hanging = [];
    },
    parse: async () => [],
    async send(message, signal) {
      record.begin(message);
      return answerTo(message, signal).finally(() => record.end(message));
    },
    async download() {
      throw new Failure("missing", "This channel has no files.");
    },
  };
}

function capabilities(bulkPerSecond: number): Capabilities {
  return { textLength: 4096, buttons: true, bulkPerSecond, fileBytes: 1_000_000 };
}

/** Never answers by itself: `keep` gets the means to answer, and giving up is noticed. */
function hang(signal: AbortSignal, keep: (resolve: (outcome: SendOutcome) => void) => void) {
  return new Promise<SendOutcome>((resolve) => {
    keep(resolve);
    signal.addEventListener("abort", () => resolve({ kind: "unknown", why: "gave up waiting" }));
  });
}

function createRecord() {
  const sends: RecordedSend[] = [];
  const underWay = new Map<string, number>();
  const peak = { overall: 0, perAddress: 0 };
  return {
    sends,
    peak,
    begin({ to, content, isBulk, deliverySeq, at }: Outbound): void {
      sends.push({ to: to.externalId, text: plainText(content), isBulk, seq: deliverySeq, at });
      const here = (underWay.get(to.externalId) ?? 0) + 1;
      underWay.set(to.externalId, here);
      const overall = [...underWay.values()].reduce((sum, count) => sum + count, 0);
      peak.perAddress = Math.max(peak.perAddress, here);
      peak.overall = Math.max(peak.overall, overall);
    },
    end({ to }: Outbound): void {
      underWay.set(to.externalId, (underWay.get(to.externalId) ?? 1) - 1);
    },
  };
}
