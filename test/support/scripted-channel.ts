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
  const sends: RecordedSend[] = [];
  const underWay = new Map<string, number>();
  const peak = { overall: 0, perAddress: 0 };
  let hanging: ((outcome: SendOutcome) => void)[] = [];
  const can: Capabilities = {
    textLength: 4096,
    buttons: true,
    bulkPerSecond: options.bulkPerSecond ?? 10_000,
    fileBytes: 1_000_000,
  };

  function begin(message: Outbound): void {
    const to = message.to.externalId;
    const { content, isBulk, deliverySeq: seq, at } = message;
    sends.push({ to, text: plainText(content), isBulk, seq, at });
    underWay.set(to, (underWay.get(to) ?? 0) + 1);
    peak.perAddress = Math.max(peak.perAddress, underWay.get(to) ?? 0);
    const overall = [...underWay.values()].reduce((sum, count) => sum + count, 0);
    peak.overall = Math.max(peak.overall, overall);
  }

  function hang(signal: AbortSignal): Promise<SendOutcome> {
    return new Promise((resolve) => {
      hanging.push(resolve);
      signal.addEventListener("abort", () => resolve({ kind: "unknown", why: "gave up waiting" }));
    });
  }

  return {
    name,
    can,
    sends,
    get texts() {
      return sends.map((send) => send.text);
    },
    peak,
    answer(address, ...answers) {
      script.set(address, [...(script.get(address) ?? []), ...answers]);
    },
    release(outcome) {
      for (const resolve of hanging) resolve(outcome);
      hanging = [];
    },
    async parse() {
      return [];
    },
    async send(message, signal) {
      begin(message);
      const to = message.to.externalId;
      try {
        const answer = script.get(to)?.shift() ?? script.get("*")?.shift();
        if (answer === "hangs") return await hang(signal);
        await sleep(options.latencyMs ?? 1);
        if (answer === "throws") throw new Error("the socket fell over");
        if (answer === "deaf") return await new Promise(() => {});
        return answer ?? { kind: "sent", externalId: `${name}-${message.deliverySeq}` };
      } finally {
        underWay.set(to, (underWay.get(to) ?? 1) - 1);
      }
    },
    async download() {
      throw new Failure("missing", "This channel has no files.");
    },
  };
}
