import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { WebhookCall } from "../../src/channels/channel.ts";
import { createWebChat, sessionHeader, type WebChatNews } from "../../src/channels/web-chat.ts";
import { Failure } from "../../src/kit/failure.ts";
import { type Address, type FileRef, plainText, say } from "../../src/kit/message.ts";
import { systemClock } from "../../src/kit/time.ts";
import { describeChannel, type Peer } from "../channels/conformance.ts";

const person: Address = { channel: "web-chat", externalId: "session-1" };
const stored = Buffer.from("tệp");

function openChannel() {
  return createWebChat({
    clock: systemClock,
    secret: "secret of the test",
    readBlob: async (hash) => {
      if (hash === "a".repeat(64)) return stored;
      throw new Failure("missing", "no such blob");
    },
  });
}

function callOf(message: object, session = "session-1"): WebhookCall {
  return { headers: { [sessionHeader]: session }, body: Buffer.from(JSON.stringify(message)) };
}

/** The page side of the channel: what a listening page was told. */
async function makePeer(): Promise<Peer> {
  const channel = openChannel();
  const news: WebChatNews[] = [];
  const stop = channel.subscribe(person, (one) => news.push(one));
  return {
    channel,
    person,
    seen: () =>
      news
        .filter((one) => one.kind === "sent")
        .map(({ content, seq }) => ({
          text: plainText({ parts: content.parts, choices: [] }),
          buttons: content.choices.map(({ label }, index) => ({ label, id: `${seq}.${index}` })),
        })),
    fail: {},
    calls: {
      says: (text) => callOf({ id: randomUUID(), text }),
      presses: (press) => callOf({ id: randomUUID(), press }),
      proven: (body) => ({ headers: { [sessionHeader]: "session-1" }, body }),
      forged: ({ body }) => ({ headers: {}, body }),
    },
    close: async () => stop(),
  };
}

// Ids of messages differ for each of three sends only because each has a ledger row of its own.
let row = 0;
describeChannel(
  "the web chat",
  async () => {
    const peer = await makePeer();
    const send: Peer["channel"]["send"] = (message, signal) => {
      const deliverySeq = message.deliverySeq === 7 ? ++row : message.deliverySeq;
      return peer.channel.send({ ...message, deliverySeq }, signal);
    };
    return { ...peer, channel: { ...peer.channel, send } };
  },
  {
    otherNews: "every call of the page is a message",
    flood: "the page is ours: sending is a look into the ledger",
    blocked: "nobody can block their own page",
    neverStarted: "the page reads the ledger whenever it opens",
    revoked: "there is no token",
    serverError: "no platform stands in between",
    lostAnswer: "no platform stands in between",
    notJson: "no platform stands in between",
    noConnection: "no platform stands in between",
    silence: "no platform stands in between",
  },
);

const outbound = { content: say("chào"), deliverySeq: 1, isBulk: false, at: systemClock() };
const signal = AbortSignal.timeout(1000);

describe("pages that listen", () => {
  test("are told of their own address alone, all of them, until they stop", async () => {
    const channel = openChannel();
    const heard: string[] = [];
    const stopOne = channel.subscribe(person, () => heard.push("one"));
    channel.subscribe(person, () => heard.push("two"));
    channel.subscribe({ ...person, externalId: "session-2" }, () => heard.push("stranger"));
    await channel.send({ ...outbound, to: person }, signal);
    stopOne();
    await channel.showTyping?.(person);
    expect(heard).toEqual(["one", "two", "two"]);
  });

  test("are not needed for a message to count as sent: the page reads the ledger", async () => {
    const outcome = await openChannel().send({ ...outbound, to: person }, signal);
    expect(outcome).toEqual({ kind: "sent", externalId: "1" });
  });
});

describe("a ticket for a file", () => {
  const file: FileRef = {
    handle: `blob:${"a".repeat(64)}`,
    kind: "photo",
    name: "máy.png",
    mediaType: "image/png",
    sizeBytes: 3,
  };

  test("puts the file into a message of its session, with the facts it was issued for", async () => {
    const channel = openChannel();
    const ticket = channel.issueTicket("session-1", file);
    const [inbound] = await channel.parse(callOf({ id: randomUUID(), text: "", files: [ticket] }));
    expect(inbound?.said).toEqual({ kind: "text", text: "", files: [file] });
  });

  test("is worth nothing in another session, from another installation, or changed", async () => {
    const channel = openChannel();
    const other = createWebChat({ clock: systemClock, secret: "another", readBlob: async () => stored });
    const ticket = channel.issueTicket("session-1", file);
    const [payload = "", signed = ""] = ticket.split(".");
    const changed = Buffer.from(JSON.stringify({ ...file, name: "khác" })).toString("base64url");
    const worthless = [
      [ticket, "session-2"],
      [other.issueTicket("session-1", file), "session-1"],
      [`${changed}.${signed}`, "session-1"],
      [payload, "session-1"],
      [`${payload}.`, "session-1"],
    ] as const;
    for (const [given, session] of worthless) {
      const body = Buffer.from(JSON.stringify({ id: randomUUID(), text: "a", files: [given] }));
      expect(channel.read(session, body)).toEqual({ kind: "unreadable", why: "badFile" });
    }
  });

  test("leads to the stored bytes; a handle of another platform, or of nothing, is missing", async () => {
    const channel = openChannel();
    expect(await channel.download(file, signal)).toEqual({ bytes: stored, mediaType: "image/png" });
    for (const handle of ["AgACAgUAAx", `blob:${"b".repeat(64)}`]) {
      await expect(channel.download({ ...file, handle }, signal)).rejects.toMatchObject({ code: "missing" });
    }
  });
});
