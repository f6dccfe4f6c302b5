import { afterEach, describe, expect, test } from "vitest";
import { proofOf } from "../../src/channels/zalo-oa-wire.ts";
import { readZaloTerms } from "../../src/config/zalo-terms.ts";
import { type Content, type Part, say } from "../../src/kit/message.ts";
import { addMs, localTime, sayDate, systemClock } from "../../src/kit/time.ts";
import { openOaPair, type ZaloOaPair } from "../support/zalo-oa-peer.ts";
import { badGateway, json } from "../support/zalo-server.ts";
import { signedCall, startZaloOaServer, textEvent } from "../support/zalo-server-oa.ts";
import { describeChannel, type Peer } from "./conformance.ts";

describeChannel(
  "Zalo OA",
  async (): Promise<Peer> => {
    const { server, channel, another, close } = await openOaPair();
    const person = server.person();
    const closed = await startZaloOaServer();
    await closed.close();
    const lonely = another({ openApiRoot: closed.url });
    let current = channel;
    const path = "/message/cs";
    return {
      get channel() {
        return current;
      },
      person: { channel: "zalo-oa", externalId: person.id },
      seen: () => person.messages.map(({ text, buttons }) => ({ text, buttons })),
      fail: {
        flood: () => server.refuse(-32, "Your application reached limit call api"),
        blocked: () => server.refuse(-244, "User has restricted this message type"),
        revoked: () => server.refuse(-219, "App is removed or disabled"),
        serverError: () => server.refuse(-200, "Send message failed"),
        lostAnswer: () => server.inject({ how: "reset", isStored: true, path }),
        notJson: () => server.inject({ how: "answer", reply: badGateway, path }),
        noConnection() {
          current = lonely;
        },
        silence: () => server.inject({ how: "hang", path }),
      },
      calls: {
        says: (text) => signedCall(textEvent(person.id, text)),
        presses: (button) => signedCall(textEvent(person.id, button.startsWith("#") ? button : `#${button}`)),
        proven: (body) => (Buffer.from(body).includes("timestamp") ? signedCall(body) : undefined),
        unknownKind: () =>
          signedCall({ event_name: "some_future_thing", app_id: "1", timestamp: String(Date.now()) }),
        forged: (call) => ({ ...call, headers: { "x-zevent-signature": `mac=${"0".repeat(64)}` } }),
      },
      close,
    };
  },
  {
    badBytes: "the signature needs fields of the body",
    neverStarted: "the platform has no such answer",
  },
);

describe("sending over Zalo OA", () => {
  let pair: ZaloOaPair | undefined;
  afterEach(() => pair?.close());
  const open = async (options: Parameters<typeof openOaPair>[0] = {}) => {
    pair = await openOaPair(options);
    const { channel, server } = pair;
    const person = server.person();
    const send = (content: Content, more: { isBulk?: boolean; topic?: string | null } = {}) =>
      channel.send(
        {
          to: { channel: "zalo-oa", externalId: person.id },
          content,
          deliverySeq: 41,
          isBulk: false,
          at: systemClock(),
          ...more,
        },
        AbortSignal.timeout(15_000),
      );
    return { ...pair, person, send };
  };
  const bodies = (server: ZaloOaPair["server"]) =>
    server.callsTo("/message/cs").map((call) => JSON.parse(call.body.toString()));

  test("the call is the documented one: bare token header, ids as text", async () => {
    const { send, server, person } = await open();
    await send(say("Xin chào!"));
    const [call] = server.callsTo("/message/cs");
    expect(call?.headers.access_token).toBe(server.pair.access);
    expect(call?.headers.authorization).toBeUndefined();
    expect(bodies(server)).toEqual([{ recipient: { user_id: person.id }, message: { text: "Xin chào!" } }]);
  });

  test("choices are hidden queries that carry the ledger row", async () => {
    const { send, server } = await open();
    await send(say("Bạn muốn hỏi về?", [{ label: "Tiền lương", action: "/menu" }]));
    const buttons = [{ title: "Tiền lương", type: "oa.query.hide", payload: "#41.0" }];
    expect(bodies(server)[0]?.message).toEqual({
      text: "Bạn muốn hỏi về?",
      attachment: { type: "template", payload: { buttons } },
    });
  });

  test("more choices than Zalo takes are numbered", async () => {
    const { send, person } = await open();
    const choices = Array.from({ length: 6 }, (_, index) => ({ label: `Mục ${index + 1}`, action: "/menu" }));
    await send(say("Chọn mục", choices));
    expect(person.messages).toMatchObject([{ text: expect.stringContaining("6. Mục 6"), buttons: [] }]);
  });

  test.each([-233, -201])(
    "buttons refused with %i are numbers in the same message, and from then on",
    async (code) => {
      const { send, server, person } = await open();
      server.refuse(code, "message type is invalid or not support");
      const content = say("Chọn mục", [{ label: "Tiền lương", action: "/menu" }]);
      expect(await send(content)).toMatchObject({ kind: "sent" });
      await send(content);
      const numbered = { text: "Chọn mục\n\n1. Tiền lương\n(trả lời bằng số)", buttons: [] };
      expect(person.messages).toMatchObject([numbered, numbered]);
      expect(server.callsTo("/message/cs")).toHaveLength(3);
    },
  );

  const png = Uint8Array.from([0x89, 0x50, 1, 2]);
  const poster: Part = { kind: "image", blob: "poster", mediaType: "image/png", alt: "Tháng Công nhân" };
  const paper: Part = { kind: "file", blob: "paper", mediaType: "application/pdf", name: "Đơn; đề nghị" };

  test("a picture and a paper are uploaded once and sent by their handles", async () => {
    const { send, server, person } = await open({ blobs: { poster: png, paper: png } });
    const content = { parts: [poster, paper], choices: [] };
    expect(await send(content)).toMatchObject({ kind: "sent" });
    expect(await send(content)).toMatchObject({ kind: "sent" });
    expect(person.messages.map(({ upload }) => upload)).toEqual([1, 2, 3, 4].map(() => Buffer.from(png)));
    expect(server.callsTo("/upload/image")).toHaveLength(1);
    expect(server.callsTo("/upload/file")).toHaveLength(1);
    expect(server.callsTo("/upload/file")[0]?.body.toString()).toContain('filename="Đơn đề nghị.pdf"');
  });

  test("an expired handle is replaced by a new upload, and the person sees one picture", async () => {
    const { send, server, person } = await open({ blobs: { poster: png } });
    await send({ parts: [poster], choices: [] });
    server.uploads.clear();
    expect(await send({ parts: [poster], choices: [] })).toMatchObject({ kind: "sent" });
    expect(person.messages).toHaveLength(2);
  });

  test("a picture too big for Zalo, and one it takes without giving a handle, are told in words", async () => {
    const { send, server, person } = await open({
      blobs: { poster: new Uint8Array(2 ** 20 + 1), paper: png },
    });
    await send({ parts: [poster], choices: [] });
    server.inject({ how: "answer", reply: json({ data: {}, error: 0 }), path: "/upload/file" });
    await send({ parts: [paper], choices: [] });
    expect(person.messages.map(({ text }) => text)).toEqual(["[ảnh] Tháng Công nhân", "[tệp] Đơn; đề nghị"]);
  });

  test("a blob that is not there is bad content; a lost upload is later, for no message left", async () => {
    const { send, server, person } = await open({ blobs: { paper: png } });
    expect(await send({ parts: [poster], choices: [] })).toMatchObject({
      kind: "refused",
      why: "badContent",
    });
    server.inject({ how: "reset", path: "/upload/file" });
    expect(await send({ parts: [paper], choices: [] })).toMatchObject({ kind: "later", pausesChannel: true });
    expect(person.messages).toEqual([]);
  });

  test.each([
    [-230, { kind: "refused", why: "windowClosed" }],
    [-232, { kind: "refused", why: "windowClosed" }],
    [-213, { kind: "refused", why: "windowClosed" }],
    [-211, { kind: "refused", why: "outOfQuota" }],
    [-227, { kind: "refused", why: "blocked" }],
    [-210, { kind: "refused", why: "tooLong" }],
    [
      -224,
      { kind: "refused", why: "channelOff", stopsChannel: true, detail: expect.stringMatching(/package/) },
    ],
    [
      -321,
      { kind: "refused", why: "channelOff", stopsChannel: true, detail: expect.stringMatching(/money/) },
    ],
    [-240, { kind: "refused", why: "badContent" }],
    [-9999, { kind: "unknown" }],
  ])("the error %i ends as %j", async (code, expected) => {
    const { send, server } = await open();
    server.refuse(code, "words of Zalo");
    expect(await send(say("chào"))).toMatchObject(expected);
    expect(server.callsTo("/message/cs")).toHaveLength(1);
  });

  test("what may not be sent at night waits for six in the morning in Việt Nam", async () => {
    const { send, server } = await open();
    server.refuse(-234, "This message cannot be sent at night");
    const outcome = await send(say("chào"));
    if (outcome.kind !== "later") throw new Error(`expected later, got ${outcome.kind}`);
    expect(localTime(outcome.at)).toMatchObject({ hour: 6, minute: 0 });
    expect(outcome.at > systemClock()).toBe(true);
    expect(outcome.pausesChannel).toBe(false);
  });

  const hours = (count: number) => async () => addMs(systemClock(), -count * 3_600_000);
  test.each([
    ["47 hours, free", 47, false, "sent"],
    ["49 hours, unpaid", 49, false, "refused"],
    ["49 hours, paid", 49, true, "sent"],
    ["169 hours, paid", 169, true, "refused"],
  ] as const)(
    "a person who wrote %s ago: %i h → the send is %s",
    async (_what, age, isPaidAllowed, expected) => {
      const { send, person } = await open({ isPaidAllowed, lastInboundAt: hours(age) });
      const outcome = await send(say("chào"));
      expect(outcome.kind).toBe(expected);
      if (outcome.kind === "refused") expect(outcome.why).toBe("windowClosed");
      expect(person.messages).toHaveLength(expected === "sent" ? 1 : 0);
    },
  );

  const [term] = readZaloTerms(undefined, () => {}).terms;
  if (!term) throw new Error("no terms");
  const under = (more: Partial<typeof term>) => ({ terms: [{ ...term, ...more }] });

  test("windows are those of the terms in force", async () => {
    const late = { ...term, from: "2020-01-01" as typeof term.from, freeHours: 24 };
    const future = { ...term, from: "2999-01-01" as typeof term.from, freeHours: 999 };
    const settings = { terms: [future, late] };
    const { send } = await open({ lastInboundAt: hours(25), settings });
    expect(await send(say("chào"))).toMatchObject({ kind: "refused", why: "windowClosed" });
  });

  test("paid messages end with the month's quota; one that did not arrive is not counted", async () => {
    const settings = under({ paidPerMonth: 2 });
    const { send, server, person } = await open({ isPaidAllowed: true, lastInboundAt: hours(49), settings });
    server.refuse(-244);
    expect(await send(say("a"))).toMatchObject({ kind: "refused", why: "blocked" });
    server.refuse(-32);
    expect(await send(say("b"))).toMatchObject({ kind: "later" });
    expect(await send(say("c"))).toMatchObject({ kind: "sent" });
    expect(await send(say("d"))).toMatchObject({ kind: "sent" });
    expect(await send(say("e"))).toMatchObject({ kind: "refused", why: "outOfQuota" });
    expect(person.messages.map(({ text }) => text)).toEqual(["c", "d"]);
  });

  test("a quota that only Zalo knows ends the paid messages, too, and who wrote just now is not touched", async () => {
    const { send, server, person } = await open({ isPaidAllowed: true, lastInboundAt: hours(49) });
    person.lastInboundMs -= 49 * 3_600_000;
    server.paidLeft(1);
    expect(await send(say("a"))).toMatchObject({ kind: "sent" });
    expect(await send(say("b"))).toMatchObject({ kind: "refused", why: "outOfQuota", code: "-211" });
    person.lastInboundMs = Date.now();
    expect(await send(say("c"))).toMatchObject({ kind: "sent" });
  });

  describe("a campaign beyond the window", () => {
    const templates = {
      "nghi-quyet": {
        templateId: "7895417a7d3f9461cd2e",
        params: { tieu_de: "Tin công đoàn: {text}", lien_ket: "{link}", ngay: "{date}" },
        longest: 30,
      },
    };
    const news: Content = {
      parts: [
        { kind: "text", text: "Nghị quyết 16 có hiệu lực\ntừ hôm nay" },
        { kind: "link", label: "Đọc thêm", url: "https://hoi.example.vn/tin/1" },
      ],
      choices: [],
    };
    const campaign = { isBulk: true, topic: "nghi-quyet" };
    const path = "/message/template";

    test("goes as the template of its topic, by the person's id, with the fields filled and cut", async () => {
      const { send, server, person } = await open({ lastInboundAt: hours(200), settings: { templates } });
      expect(await send(news, campaign)).toMatchObject({ kind: "sent" });
      expect(JSON.parse(server.callsTo(path)[0]?.body.toString() ?? "")).toEqual({
        user_id: person.id,
        template_id: "7895417a7d3f9461cd2e",
        template_data: {
          tieu_de: "Tin công đoàn: Nghị quyết 16 …",
          lien_ket: "https://hoi.example.vn/tin/1",
          ngay: sayDate(systemClock()),
        },
      });
      expect(person.messages).toEqual([]);
    });

    test("goes so, too, when only Zalo knows that the window is closed", async () => {
      const { send, server, person } = await open({ settings: { templates } });
      person.lastInboundMs = 0;
      expect(await send(news, campaign)).toMatchObject({ kind: "sent" });
      expect(server.callsTo(path)).toHaveLength(1);
    });

    test.each([
      ["of another topic", { isBulk: true, topic: "khac" }],
      ["without a topic", { isBulk: true, topic: null }],
      ["that is a reply", { isBulk: false, topic: "nghi-quyet" }],
      ["of a topic called like a property of every object", { isBulk: true, topic: "constructor" }],
    ])("%s has no template and is refused as closed", async (_what, more) => {
      const { send, server } = await open({ lastInboundAt: hours(200), settings: { templates } });
      expect(await send(news, more)).toMatchObject({ kind: "refused", why: "windowClosed" });
      expect(server.calls.filter((call) => call.path.includes("/message/"))).toEqual([]);
    });

    test("keeps to the day's templates, and a template Zalo refuses refuses its message alone", async () => {
      const settings = { templates, ...under({ templatesPerDay: 1 }) };
      const { send, server } = await open({ lastInboundAt: hours(200), settings });
      server.refuse(-131, "template is not approved", path);
      expect(await send(news, campaign)).toMatchObject({ kind: "refused", why: "badContent", code: "-131" });
      server.inject({ how: "reset", isStored: true, path });
      expect(await send(news, campaign)).toMatchObject({ kind: "unknown" });
      expect(await send(news, campaign)).toMatchObject({ kind: "refused", why: "outOfQuota" });
    });
  });

  test("the calls of a minute are kept to, and the last tenth is for answers", async () => {
    const { send, channel, person } = await open({ settings: under({ callsPerMinute: 20 }) });
    expect(channel.can.bulkPerSecond).toBeCloseTo(0.3);
    for (let n = 0; n < 18; n++)
      expect(await send(say(`${n}`), { isBulk: true })).toMatchObject({ kind: "sent" });
    const waits = { kind: "later", pausesChannel: false };
    expect(await send(say("bulk"), { isBulk: true })).toMatchObject(waits);
    for (let n = 18; n < 20; n++) expect(await send(say(`${n}`))).toMatchObject({ kind: "sent" });
    expect(await send(say("answer"))).toMatchObject(waits);
    expect(person.messages).toHaveLength(20);
  });

  test("choices as a list follow the words; where Zalo refuses the list they are numbers, from then on", async () => {
    const { send, server, person } = await open({ settings: { choices: "list" } });
    const content = say("Bạn muốn hỏi về?", [{ label: "Tiền lương", action: "/menu" }]);
    expect(await send(content)).toMatchObject({ kind: "sent" });
    expect(bodies(server).map(({ message }) => message)).toEqual([
      { text: "Bạn muốn hỏi về?" },
      {
        attachment: {
          type: "template",
          payload: {
            template_type: "list",
            elements: [
              {
                title: "Tiền lương",
                subtitle: "Chạm để chọn",
                default_action: { type: "oa.query.hide", payload: "#41.0" },
              },
            ],
          },
        },
      },
    ]);
    server.takesLists(false);
    expect(await send(content)).toMatchObject({ kind: "sent" });
    expect(await send(content)).toMatchObject({ kind: "sent" });
    const numbers = "1. Tiền lương\n(trả lời bằng số)";
    const texts = person.messages.slice(2).map(({ text }) => text);
    expect(texts).toEqual(["Bạn muốn hỏi về?", numbers, `Bạn muốn hỏi về?\n\n${numbers}`]);
  });

  test("an application that demands it gets the proof of its secret with every call", async () => {
    const { send, server } = await open({ settings: { provesSecret: true } });
    await send(say("chào"));
    const proof = server.callsTo("/message/cs")[0]?.headers.appsecret_proof;
    expect(proof).toBe(proofOf(server.pair.access, "test-app-secret"));
    expect(proofOf("test-access-token", "test-app-secret")).toBe(
      "c7a7a56a58d03b05def128144d755b6c5bd4ba6b88fbfd8a59a909c862e52d7b",
    );
  });

  test("where nothing is known of the last message, Zalo decides", async () => {
    const { send, person } = await open();
    person.lastInboundMs = 0;
    expect(await send(say("chào"))).toMatchObject({ kind: "refused", why: "windowClosed" });
  });

  test("the id of a message keeps every digit, quoted or not", async () => {
    const { send, server } = await open();
    for (const id of ["12345", "9007199254740993", "24684588352919792001234"]) {
      const body = `{"error":0,"data":{"message_id":${id}}}`;
      server.inject({ how: "answer", reply: { body }, path: "/message/cs" });
      expect(await send(say("chào"))).toEqual({ kind: "sent", externalId: id });
    }
  });

  test("no outcome names a token", async () => {
    const { send, server } = await open();
    server.refuse(-9999, `access_token=${server.pair.access} is bad`);
    const outcome = await send(say("chào"));
    expect(JSON.stringify(outcome)).toContain("9999");
    expect(JSON.stringify(outcome)).not.toContain(server.pair.access);
  });
});
