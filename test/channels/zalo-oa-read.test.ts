import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOaEvent } from "../../src/channels/zalo-oa-read.ts";
import { macOf, readSignedEvent, type Signing } from "../../src/channels/zalo-oa-signature.ts";
import { parseLosslessly } from "../../src/channels/zalo-wire.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { instant } from "../../src/kit/time.ts";
import { oa, signedCall, textEvent } from "../support/zalo-server-oa.ts";

const in1 =
  '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"message","msg_id":"96d3cdf3af150460909"},"timestamp":"154390853474"}';
const in2 =
  '{"event_name":"user_send_text","app_id":"2553928453557884079","sender":{"id":"6142494823000000000"},"recipient":{"id":"3662729599332560487"},"message":{"text":"Chào A4B","msg_id":"cb31dff1c39642cc1b83"},"timestamp":"1699003881354","user_id_by_app":"979122185046046317"}';
const now = instant("2026-11-22T08:00:00Z");
const usual: Signing = { ...oa, signingId: "app", replayMs: 24 * 3_600_000 };

describe("the signature of a webhook call", () => {
  test.each([
    [
      "the shortest",
      "BODY",
      "X",
      "1234567890",
      "Y",
      "2f1ef5aabe67e8396a459ca89562e108ad541f82ba5022c85f645bd6b7220cb9",
    ],
    [
      "a text",
      in1,
      "360846524940903967",
      "154390853474",
      "test-oa-secret",
      "d6b2f460776baf661c24636ed1650d166ae50c282a0408ac80ef5550f76d0d05",
    ],
    [
      "Vietnamese letters",
      in2,
      "2553928453557884079",
      "1699003881354",
      "test-oa-secret",
      "0006eebc9af2340da48180e0015ad05625957dffb25fc259d8aaa7cb8918dda7",
    ],
    [
      "the same event in other bytes",
      in2.replace("à", "\\u00e0"),
      "2553928453557884079",
      "1699003881354",
      "test-oa-secret",
      "1ff0759cf99ab5fbde0afe3709c53b99f1c58028f3b666b46aab9edc436ebb82",
    ],
  ])("of %s is the published one", (_what, body, id, timestamp, secret, mac) => {
    expect(macOf(body, { id, timestamp, secret })).toBe(mac);
  });

  const fresh = JSON.stringify(textEvent("1", "Chào"));
  const failureOf = (headers: Record<string, string | undefined>, body: string, signing: Signing = usual) => {
    try {
      readSignedEvent({ headers, body: Buffer.from(body) }, signing, now);
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const signature = (body: string, secret?: string) => signedCall(body, secret).headers["x-zevent-signature"];

  test("it is accepted with and without “mac=”", () => {
    const mac = signature(fresh);
    expect(failureOf({ "x-zevent-signature": mac }, fresh)).toBeUndefined();
    expect(failureOf({ "x-zevent-signature": mac?.slice(4) }, fresh)).toBeUndefined();
  });

  test.each([
    ["no signature", undefined, fresh],
    ["an empty one", "mac=", fresh],
    ["one cut short", signature(fresh)?.slice(0, -1), fresh],
    ["one over other letters", signature(fresh), fresh.replace("Chào", "CHÀO")],
    ["one by another secret", signature(fresh, "guessed"), fresh],
    ["a body without a timestamp", signature('{"event_name":"x"}'), '{"event_name":"x"}'],
    ["an empty body", signature(""), ""],
    [
      "an event of the day before yesterday",
      signature(in2.replace("2553928453557884079", oa.appId)),
      in2.replace("2553928453557884079", oa.appId),
    ],
  ])("%s is forged", (_what, given, body) => {
    expect(isFailure(failureOf({ "x-zevent-signature": given }, body), "forged")).toBe(true);
  });

  test("a replay an hour later is still read: Zalo repeats that late itself", () => {
    const event = { ...textEvent("1", "a"), timestamp: String(Date.parse(now) - 65 * 60_000) };
    const call = signedCall(event);
    expect(readSignedEvent(call, usual, now)).toMatchObject({ event_name: "user_send_text" });
  });

  test.each([
    ["ZALO_OA_APP_SECRET", { ...usual, secretKey: "other", appSecret: oa.secretKey }],
    ["ZALO_OA_SIGNING_ID must be oa", { ...usual, appId: "other", oaId: oa.appId }],
    ["ZALO_OA_SIGNING_ID must be app", { ...usual, signingId: "oa" } as const],
    [
      "ZALO_OA_SECRET_KEY must hold that and ZALO_OA_SIGNING_ID must be oa",
      { ...usual, appId: "o", oaId: oa.appId, secretKey: "o", appSecret: oa.secretKey },
    ],
    ["is wrong", { ...usual, secretKey: "other" }],
  ])("a mismatch tells which of the settings fits: %s", (words, signing) => {
    expect(String(failureOf({ "x-zevent-signature": signature(fresh) }, fresh, signing))).toContain(words);
  });
});

describe("what Zalo OA tells", () => {
  const read = (event: object | string, oaId: string = oa.oaId) => {
    const parsed = typeof event === "string" ? parseLosslessly(event) : event;
    return readOaEvent(parsed as Record<string, unknown>, { oaId, now, noticesOfficers: true });
  };
  const base = { app_id: oa.appId, sender: { id: "246845883529197922" }, recipient: { id: oa.oaId } };
  const event = (name: string, message: object, more: object = {}) => ({
    ...base,
    event_name: name,
    message: { msg_id: "m1", ...message },
    timestamp: "1795362602000",
    ...more,
  });

  test("a text comes with its sender, its id and its moment", () => {
    expect(read(in2, "3662729599332560487")).toEqual([
      {
        channel: "zalo-oa",
        externalId: "cb31dff1c39642cc1b83",
        from: { externalId: "6142494823000000000", name: null },
        said: { kind: "text", text: "Chào A4B", files: [] },
        at: "2023-11-03T09:31:21.354Z",
      },
    ]);
    expect(read(in1)).toMatchObject([{ externalId: "96d3cdf3af150460909", at: now }]);
  });

  test("the same event twice is the same message", () => {
    expect(read(in1)).toEqual(read(in1));
    const follow = { event_name: "follow", oa_id: oa.oaId, follower: { id: "24" }, timestamp: "1" };
    expect(read(follow)[0]?.externalId).toBe(read({ ...follow })[0]?.externalId);
    expect(read({ ...follow, timestamp: "2" })[0]?.externalId).not.toBe(read(follow)[0]?.externalId);
  });

  test("a tap on a button of ours is a press, other words with “#” are words", () => {
    expect(read(event("user_send_text", { text: "#41.2" }))).toMatchObject([
      { said: { kind: "pressed", button: "41.2", acknowledge: null } },
    ]);
    expect(read(event("user_send_text", { text: "#menu:luong" }))).toMatchObject([
      { said: { text: "#menu:luong" } },
    ]);
  });

  test.each([
    ["user_send_image", "image", "photo"],
    ["user_send_gif", "image", "photo"],
    ["user_send_audio", "audio", "voice"],
    ["user_send_video", "video", "video"],
  ])("%s brings a file", (name, type, kind) => {
    const url = "http://photo.example.zdn.vn/f.jpg";
    const attachments = [{ type, payload: { thumbnail: "http://photo.example.zdn.vn/t.jpg", url } }];
    expect(read(event(name, { attachments }))).toMatchObject([{ said: { files: [{ kind, handle: url }] } }]);
    expect(read(event(name, {}, { attachments }))).toMatchObject([{ said: { files: [{ handle: url }] } }]);
    expect(read(event(name, {}))).toMatchObject([{ said: { kind: "other" } }]);
  });

  test("a document brings its name and its size", () => {
    const payload = {
      size: "233947",
      name: "developer.docx",
      type: "docx",
      url: "https://files.example.zdn.vn/developer.docx",
    };
    expect(read(event("user_send_file", { attachments: [{ type: "file", payload }] }))).toMatchObject([
      { said: { files: [{ kind: "document", name: "developer.docx", sizeBytes: 233_947 }] } },
    ]);
  });

  test("a shared link is said in words", () => {
    const payload = { url: "https://example.com", title: "Example", description: "a sample" };
    expect(read(event("user_send_link", { attachments: [{ type: "link", payload }] }))).toMatchObject([
      { said: { text: "Example\na sample\nhttps://example.com" } },
    ]);
  });

  test.each([
    ["user_send_sticker", "sticker"],
    ["user_send_location", "location"],
    ["user_send_business_card", "contact"],
  ])("%s is something we cannot read", (name, what) => {
    expect(read(event(name, {}))).toMatchObject([{ said: { kind: "other", what } }]);
  });

  test.each([
    [
      '{"oa_id":"388613280879808645","follower":{"id":"24684588352919792"},"user_id_by_app":"552172779717587730","event_name":"follow","source":"oa_profile","app_id":"36084652489903967","timestamp":"154397978274"}',
      true,
    ],
    [
      '{"oa_id":"388613280879808645","follower":{"id":"24684588352919792"},"user_id_by_app":"552172779717587730","event_name":"unfollow","app_id":"36084652489903967","timestamp":"154397978999"}',
      false,
    ],
    [
      '{"app_id":"3","oa_id":"388613280879808645","user_id":"24684588352919792","event_name":"user_click_chatnow","timestamp":"1795362610000"}',
      true,
    ],
  ])("%s tells whether the person can be written to: %s", (text, isReachable) => {
    expect(read(text, "388613280879808645")).toMatchObject([
      { from: { externalId: "24684588352919792" }, said: { kind: "reachable", isReachable } },
    ]);
  });

  test("ids without quotes keep every digit", () => {
    const text = in1.replace('"246845883529197922"', "246845883529197922");
    expect(read(text)).toMatchObject([{ from: { externalId: "246845883529197922" } }]);
  });

  const human = {
    sender: { id: oa.oaId, admin_id: "1111111111111111111" },
    recipient: { id: "246845883529197922" },
  };
  test("an officer's own words in Zalo's tool tell that an officer spoke to that person", () => {
    expect(read(event("oa_send_text", { text: "Chào bạn" }, human))).toEqual([
      {
        channel: "zalo-oa",
        externalId: "echo:m1",
        from: { externalId: "246845883529197922", name: null },
        said: { kind: "officerSpoke", messageId: "m1" },
        at: "2026-11-22T15:50:02.000Z",
      },
    ]);
    const silent = { oaId: oa.oaId, now, noticesOfficers: false };
    expect(readOaEvent(event("oa_send_text", { text: "Chào bạn" }, human), silent)).toEqual([]);
  });

  test("Zalo's form gives the name and nothing else of what stands in it", () => {
    const info = { name: "Name Example", phone: "84912345678", full_address: { user_city: "Lai Châu" } };
    const given = read(event("user_submit_info", {}, { info }));
    expect(given).toMatchObject([{ from: { name: "Name Example" }, said: { kind: "introduced" } }]);
    expect(JSON.stringify(given)).not.toMatch(/84912345678|Lai Châu/);
  });

  /** Every event Zalo names, and what it means here; all others mean nothing. */
  const meanings: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      ["text", "image", "link", "audio", "video", "gif", "file"].map((kind) => [`user_send_${kind}`, "text"]),
    ),
    ...Object.fromEntries(
      ["sticker", "location", "business_card"].map((kind) => [`user_send_${kind}`, "other"]),
    ),
    ...Object.fromEntries(
      ["text", "image", "gif", "list", "file", "sticker"].map((kind) => [`oa_send_${kind}`, "officerSpoke"]),
    ),
    follow: "reachable",
    unfollow: "reachable",
    user_click_chatnow: "reachable",
    user_withdraw: "withdrawn",
    user_submit_info: "introduced",
  };
  const ignored = [
    ..."anonymous_send_text anonymous_send_image anonymous_send_file anonymous_send_sticker".split(" "),
    ..."oa_send_anonymous_text oa_send_anonymous_image oa_send_anonymous_file".split(" "),
    ..."oa_send_anonymous_sticker user_received_message user_seen_message".split(" "),
    ..."user_reacted_message oa_reacted_message add_user_to_tag remove_user_from_tag remove_tag".split(" "),
    ..."update_user_info extension_purchased widget_interaction_accepted".split(" "),
    ..."widget_failed_to_sync_user_external_id oa_send_consent user_reply_consent".split(" "),
    ..."user_call_oa oa_call_user create_group user_join_group user_request_join_group".split(" "),
    ..."accept_request_join_group react_request_join_group_accept reject_request_join_group".split(" "),
    ..."add_group_admin remove_group_admin update_group_info user_out_group user_leave_group".split(" "),
    ..."delete_group user_send_group_text user_send_group_image user_send_group_link".split(" "),
    ..."user_send_group_audio user_send_group_sticker user_send_group_file oa_send_group_text".split(" "),
    ..."oa_send_group_image oa_send_group_file oa_send_group_sticker change_template_status".split(" "),
    ..."change_oa_daily_quota change_template_quality change_template_quota journey_time_out".split(" "),
  ];
  const payload = {
    url: "https://a.example.zdn.vn/f",
    thumbnail: "https://a.example.zdn.vn/t",
    description: "a",
    id: "1",
    coordinates: { latitude: "10.7", longitude: "106.6" },
  };
  /** An event with every field any event has, from the person or by an officer of the account. */
  const full = (name: string) =>
    event(
      name,
      {
        text: "Chào",
        msg_ids: ["m1"],
        react_icon: "/-heart",
        conversation_id: "c",
        attachments: [{ payload }],
      },
      {
        ...(/^oa_/.test(name) ? human : {}),
        ...(/^(follow|unfollow|user_click_chatnow|user_withdraw)$/.test(name) && {
          sender: undefined,
          recipient: undefined,
        }),
        oa_id: oa.oaId,
        user_id: "246845883529197922",
        follower: { id: "246845883529197922" },
        group_id: "f4",
        users: [{ id: "246845883529197922" }],
        tag: { user_ids: ["246845883529197922"], name: "a" },
        info: { name: "A" },
      },
    );
  test.each([...Object.keys(meanings), ...ignored, "some_future_thing"])(
    "%s is read or left alone",
    (name) => {
      const kinds = read(full(name)).map(({ said }) => said.kind);
      expect(kinds).toEqual(meanings[name] === undefined ? [] : [meanings[name]]);
      for (const broken of [
        {},
        { message: null, sender: 1 },
        { attachments: "x" },
        { sender: {}, recipient: [] },
      ]) {
        expect(() => read({ ...full(name), ...broken })).not.toThrow();
      }
    },
  );

  test("ids of any length keep every digit, quoted or not", () => {
    const id = fc.stringMatching(/^[1-9][0-9]{14,24}$/);
    fc.assert(
      fc.property(id, id, fc.boolean(), (user, message, isQuoted) => {
        const quote = isQuoted ? '"' : "";
        const text = in1
          .replace('"246845883529197922"', `${quote}${user}${quote}`)
          .replace('"96d3cdf3af150460909"', `${quote}${message}${quote}`);
        expect(read(text)).toMatchObject([{ externalId: message, from: { externalId: user } }]);
      }),
    );
  });

  test.each([
    ["a receipt", event("user_received_message", {}, { sender: { id: oa.oaId }, recipient: { id: "24" } })],
    ["a receipt seen from the person", event("user_seen_message", { msg_ids: ["a"] })],
    [
      "an echo of ours",
      event("oa_send_text", { text: "Chào" }, { sender: { id: oa.oaId }, recipient: { id: "24" } }),
    ],
    [
      "an account that calls itself a person",
      event("user_send_text", { text: "a" }, { sender: { id: oa.oaId } }),
    ],
    ["another account's message", event("user_send_text", { text: "a" }, { recipient: { id: "1" } })],
    ["a reaction", event("user_reacted_message", { react_icon: "/-heart" })],
    [
      "a group's message",
      event("user_send_group_text", { text: "a" }, { oa_id: oa.oaId, recipient: { id: "f4" } }),
    ],
    ["an anonymous visitor", event("anonymous_send_text", { text: "a" })],
    [
      "a tag",
      {
        app_id: "1",
        oa_id: oa.oaId,
        event_name: "add_user_to_tag",
        tag: { user_ids: ["1"] },
        timestamp: "1",
      },
    ],
    ["something of the future", { event_name: "some_future_thing", app_id: "1", timestamp: "1714476720000" }],
    ["nothing", {}],
  ])("%s gives no message", (_what, given) => {
    expect(read(given)).toEqual([]);
  });

  test("a numeric timestamp and “message_id” are read too", () => {
    const given = {
      ...base,
      event_name: "user_send_text",
      message: { text: "a", message_id: "x1" },
      timestamp: 1795362602000,
    };
    expect(read(given)).toMatchObject([{ externalId: "x1", at: "2026-11-22T15:50:02.000Z" }]);
  });
});
