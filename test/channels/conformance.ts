import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, SendOutcome, WebhookCall } from "../../src/channels/channel.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { type Address, type Content, type Inbound, say } from "../../src/kit/message.ts";
import { systemClock, toMs } from "../../src/kit/time.ts";

/** Ways a send can fail that platforms share. A peer leaves out what its platform does not have. */
type FailureMode =
  | "flood" // the platform says: too many, wait
  | "blocked" // the person blocked us
  | "neverStarted" // the platform does not know the chat
  | "revoked" // our token is not accepted any more
  | "serverError" // an error of the platform's own, nothing delivered
  | "lostAnswer" // delivered, and the connection breaks before the answer
  | "notJson" // something in between answers a web page
  | "noConnection" // nobody listens
  | "silence"; // the platform takes the call and never answers

/** What a platform may not have: the cases about it are not asked of its channel. */
type Lackable = FailureMode | "buttons" | "badBytes" | "emptyBody" | "otherNews";
/** What this platform lacks, each with the reason. */
export type Lacks = Readonly<Partial<Record<Lackable, string>>>;

/** A message as the person sees it, with what a press on each button puts on the wire. */
type Seen = {
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly id: string }[];
};

/** One channel with the platform's side of it, for one test. */
export type Peer = {
  readonly channel: Channel;
  /** Somebody who can be written to. */
  readonly person: Address;
  /** Everything in that person's chat that came from us, oldest first. */
  seen(): readonly Seen[];
  /** Makes the next send to the person fail in that way. */
  readonly fail: Partial<Record<FailureMode, () => void | Promise<void>>>;
  /** Calls as the platform makes them. Every call made by `says` and `presses` is a message of its own. */
  readonly calls: {
    says(text: string, name?: string): WebhookCall;
    /** Left out where the platform has no buttons. */
    presses?(button: string): WebhookCall;
    /** A call that proves itself, with these bytes as its body; undefined when its platform gives them no proof or a meaning. */
    proven(body: Uint8Array): WebhookCall | undefined;
    /** A proven call about something no channel of ours knows. */
    unknownKind?(): WebhookCall;
    /** The same call by somebody who does not have the secret. */
    forged(call: WebhookCall): WebhookCall;
  };
  close(): Promise<void>;
};

const patienceMs = 10_000;
/** Composed, decomposed, emoji of several code points, and what other formats would take for markup. */
const difficultTexts = [
  "Chị Hoà hỏi về chế độ thai sản",
  "Chị Hoà hỏi về chế độ thai sản".normalize("NFD"),
  "👷‍♀️ 🇻🇳 cảm ơn 🙏🏽",
  "1 < 2 & 3 > 2 <b>không đậm</b> &amp; </i> \"ngoặc\" 'đơn'",
  "*sao* _gạch_ `mã` [chữ](https://example.org) ~~bỏ~~",
  "dòng một\ndòng hai\n\nđoạn hai",
];

/**
 * What every channel promises (`channels/channel.ts`), as tests. `makePeer` gives each test its own peer;
 * `lacks` names what its platform does not have.
 */
export function describeChannel(name: string, makePeer: () => Promise<Peer>, lacks: Lacks = {}): void {
  describe(`the channel contract on ${name}`, () => {
    let peer: Peer;
    beforeEach(async () => {
      peer = await makePeer();
    });
    afterEach(() => peer.close());

    describeReading(() => peer, lacks);
    describeRefusing(() => peer, lacks);
    describeSending(() => peer, lacks);
    describeForms(() => peer);
    describeFailing(() => peer, lacks);
  });
}

function describeReading(peer: () => Peer, lacks: Lacks): void {
  const read = async (call: WebhookCall): Promise<Inbound> => {
    const [inbound, ...rest] = await peer().channel.parse(call);
    if (!inbound || rest.length > 0) throw new Error("expected exactly one message");
    return inbound;
  };

  test.each(difficultTexts)("a text arrives as it was typed: %j", async (text) => {
    const { channel, person } = peer();
    const inbound = await read(peer().calls.says(text, "Lan"));
    expect(inbound.said).toEqual({ kind: "text", text, files: [] });
    expect(inbound.from.externalId).toBe(person.externalId);
    expect(inbound.channel).toBe(channel.name);
    expect(inbound.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("the same call read twice is the same message, another call another one", async () => {
    const call = peer().calls.says("xin chào");
    const [first, again, other] = [
      await read(call),
      await read(call),
      await read(peer().calls.says("xin chào")),
    ];
    expect(again.externalId).toBe(first.externalId);
    expect(other.externalId).not.toBe(first.externalId);
  });

  testUnless(lacks.buttons, "a press carries the button's id and nothing else", async () => {
    const { said } = await read(had(peer().calls.presses?.("41.2")));
    expect(said).toMatchObject({ kind: "pressed", button: "41.2" });
  });

  test("half characters and control characters do not come through", async () => {
    const { said } = await read(peer().calls.says("a\u0000b\u0007c\ud83d d"));
    expect(said).toMatchObject({ kind: "text", text: "abc\ufffd d" });
  });

  test("a name keeps its letters but no line ends, no direction marks and no endless length", async () => {
    const name = `Ng\u202euyễn\n<b>Lan</b> ${"á".repeat(500)}`;
    const { from } = await read(peer().calls.says("chào", name));
    if (from.name !== null) {
      expect(from.name).toMatch(/^Nguyễn <b>Lan<\/b> á+$/);
      expect(from.name.length).toBeLessThanOrEqual(128);
    }
  });
}

function describeRefusing(peer: () => Peer, lacks: Lacks): void {
  test("a call by somebody without the secret is refused as forged", async () => {
    await expectFailure(peer().channel.parse(peer().calls.forged(peer().calls.says("chào"))), "forged");
  });

  test("a message with bytes that are no UTF-8, though proven, is refused as invalid", async () => {
    const { channel, calls } = peer();
    const body = Uint8Array.from(calls.says("QQQQ").body);
    const at = Buffer.from(body).indexOf("QQQQ");
    expect(at).toBeGreaterThan(0);
    const call = calls.proven(body.fill(0xff, at, at + 4));
    if (!call) throw new Error("a message can always be proven");
    await expectFailure(channel.parse(call), "invalid");
  });

  const badBodies = [
    ["a text that is no JSON", new TextEncoder().encode("<html>")],
    ["JSON that is no object", new TextEncoder().encode("[1]")],
    ["nothing", new Uint8Array()],
  ] as const;
  for (const [what, body] of badBodies) {
    const lack = lacks.badBytes ?? (body.length === 0 ? lacks.emptyBody : undefined);
    testUnless(lack, `${what}, though proven, is refused as invalid`, async () => {
      await expectFailure(peer().channel.parse(had(peer().calls.proven(body))), "invalid");
    });
  }

  testUnless(lacks.otherNews, "news of a kind we do not know gives no message", async () => {
    expect(await peer().channel.parse(had(peer().calls.unknownKind?.()))).toEqual([]);
  });
}

function describeSending(peer: () => Peer, lacks: Lacks): void {
  test.each(difficultTexts)("a text is seen as it was written: %j", async (text) => {
    expect(await sendTo(peer(), say(text))).toMatchObject({ kind: "sent" });
    expect(peer().seen()).toEqual([{ text, buttons: [] }]);
  });

  test("a sent message has an id of the platform, and every message another one", async () => {
    const ids = new Set<string>();
    for (const text of ["một", "hai", "ba"]) {
      const outcome = await sendTo(peer(), say(text));
      if (outcome.kind === "sent") ids.add(outcome.externalId);
    }
    expect(ids.size).toBe(3);
    expect(ids.has("")).toBe(false);
  });

  test("half a surrogate pair in our own text does not stop the message", async () => {
    expect(await sendTo(peer(), say("Cảm ơn \ud83d bạn"))).toMatchObject({ kind: "sent" });
    expect(peer().seen()[0]?.text).toMatch(/^Cảm ơn .*bạn$/);
  });

  testUnless(
    lacks.silence,
    "a message given up before it starts is later, not lost and not in doubt",
    async () => {
      const outcome = await sendTo(peer(), say("chào"), { signal: AbortSignal.abort() });
      expect(outcome).toMatchObject({ kind: "later", pausesChannel: false });
      expect(peer().seen()).toEqual([]);
    },
  );
}

function describeForms(peer: () => Peer): void {
  test("choices are buttons that lead back to the ledger row, or numbers where there are no buttons", async () => {
    const { channel, calls } = peer();
    const choices = ["Có", "Không", "Để mình hỏi lại chi bộ rồi trả lời sau nhé"].map((label) => ({
      label,
      action: `say:${label}`,
    }));
    await sendTo(peer(), say("Bạn đồng ý không?", choices), { deliverySeq: 9_007_199 });
    const last = peer().seen().at(-1);
    if (!channel.can.buttons) {
      for (const [index, { label }] of choices.entries())
        expect(last?.text).toContain(`${index + 1}. ${label}`);
      return;
    }
    expect(last?.buttons.map((button) => button.label)).toEqual(choices.map((choice) => choice.label));
    for (const [index, button] of (last?.buttons ?? []).entries()) {
      if (!calls.presses) throw new Error("a channel with buttons has presses");
      const [inbound] = await channel.parse(calls.presses(button.id));
      expect(inbound?.said).toMatchObject({ kind: "pressed", button: `9007199.${index}` });
    }
  });

  test("a text longer than one message arrives whole, in order, with the buttons under its end", async () => {
    const sentences = Array.from({ length: 400 }, (_, index) => `Câu số ${index} nói về chế độ 👷‍♀️ & <b>.`);
    const paragraphs = Array.from({ length: 20 }, (_, p) => sentences.slice(p * 20, p * 20 + 20).join(" "));
    await sendTo(peer(), say(paragraphs.join("\n\n"), [{ label: "Tiếp", action: "/menu" }]));
    const seen = peer().seen();
    for (const { text } of seen) expect(text.length).toBeLessThanOrEqual(peer().channel.can.textLength);
    const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");
    const arrived = seen.flatMap(({ text }) => words(text));
    expect(arrived.slice(0, words(paragraphs.join(" ")).length)).toEqual(words(paragraphs.join(" ")));
    if (peer().channel.can.buttons) {
      expect(seen.map(({ buttons }) => buttons.length)).toEqual([...seen.slice(1).map(() => 0), 1]);
    }
  });

  test("a quote is seen with its source, a link with its address or behind its words", async () => {
    const citation = {
      document: "kh-360",
      clause: "II.3.4",
      label: "Kế hoạch 360/KH-LĐLĐ, mục II.3.4",
      quote: "Phát động phong trào thi đua <“Lao động giỏi”>",
    };
    const parts = [
      { kind: "quote", citation },
      { kind: "link", label: "Đọc toàn văn", url: "https://example.org/kh-360?a=1&b=2" },
    ] as const;
    expect(await sendTo(peer(), { parts, choices: [] })).toMatchObject({ kind: "sent" });
    const text = peer()
      .seen()
      .map((message) => message.text)
      .join("\n");
    expect(text).toContain(citation.label);
    expect(text).toContain(citation.quote);
    expect(text).toContain("Đọc toàn văn");
  });
}

const expectedOutcomes: Readonly<Record<Exclude<FailureMode, "silence">, Partial<SendOutcome>>> = {
  flood: { kind: "later", pausesChannel: true },
  blocked: { kind: "refused", why: "blocked" },
  neverStarted: { kind: "refused", why: "neverStarted" },
  revoked: { kind: "refused", why: "channelOff", stopsChannel: true },
  serverError: { kind: "unknown" },
  lostAnswer: { kind: "unknown" },
  notJson: { kind: "unknown" },
  noConnection: { kind: "later" },
};

function describeFailing(peer: () => Peer, lacks: Lacks): void {
  for (const [mode, expected] of Object.entries(expectedOutcomes)) {
    const name = `a send that meets “${mode}” ends as ${JSON.stringify(expected)}`;
    testUnless(lacks[mode as FailureMode], name, async () => {
      await had(peer().fail[mode as FailureMode])();
      const before = systemClock();
      const outcome = await sendTo(peer(), say("chào bạn"));
      expect(outcome).toMatchObject(expected);
      if (outcome.kind === "later") expect(toMs(outcome.at)).toBeGreaterThan(toMs(before));
      // Tried once: whatever happened, the person never sees it twice, and only a lost answer hides an arrival.
      expect(peer().seen()).toHaveLength(mode === "lostAnswer" ? 1 : 0);
    });
  }

  testUnless(
    lacks.silence,
    "a platform that never answers is left when told so, and that is doubt",
    async () => {
      await had(peer().fail.silence)();
      const outcome = await sendTo(peer(), say("chào bạn"), { signal: AbortSignal.timeout(300) });
      expect(outcome).toMatchObject({ kind: "unknown" });
    },
  );

  testUnless(lacks.serverError, "after a failure the next message goes through", async () => {
    await had(peer().fail.serverError)();
    await sendTo(peer(), say("một"));
    expect(await sendTo(peer(), say("hai"))).toMatchObject({ kind: "sent" });
  });
}

function testUnless(lack: string | undefined, name: string, work: () => Promise<void>): void {
  if (lack === undefined) test(name, work);
}

function had<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined)
    throw new Error("The peer has no such thing: name it in `lacks`, with the reason.");
  return thing;
}

function sendTo(
  { channel, person }: Peer,
  content: Content,
  options: { deliverySeq?: number; signal?: AbortSignal } = {},
): Promise<SendOutcome> {
  const { deliverySeq = 7, signal = AbortSignal.timeout(patienceMs) } = options;
  return channel.send({ to: person, content, deliverySeq, isBulk: false, at: systemClock() }, signal);
}

async function expectFailure(work: Promise<unknown>, code: "forged" | "invalid"): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(isFailure(error, code), `expected Failure("${code}"), got ${String(error)}`).toBe(true);
}
