import { describe, expect, test } from "vitest";
import { readOaEvent } from "../../src/channels/zalo-oa-read.ts";
import { macOf, readSignedEvent } from "../../src/channels/zalo-oa-signature.ts";
import { parseLosslessly } from "../../src/channels/zalo-wire.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { instant } from "../../src/kit/time.ts";
import { oa, signedCall, textEvent } from "../support/zalo-server-oa.ts";

const in1 =
  '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"message","msg_id":"96d3cdf3af150460909"},"timestamp":"154390853474"}';
const in2 =
  '{"event_name":"user_send_text","app_id":"2553928453557884079","sender":{"id":"6142494823000000000"},"recipient":{"id":"3662729599332560487"},"message":{"text":"Chào A4B","msg_id":"cb31dff1c39642cc1b83"},"timestamp":"1699003881354","user_id_by_app":"979122185046046317"}';
const now = instant("2026-11-22T08:00:00Z");

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
  const failureOf = (headers: Record<string, string | undefined>, body: string, signing = oa) => {
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
    expect(readSignedEvent(call, oa, now)).toMatchObject({ event_name: "user_send_text" });
  });

  test.each([
    ["ZALO_OA_APP_SECRET", { ...oa, secretKey: "other", appSecret: oa.secretKey }],
    ["ZALO_OA_APP_ID", { ...oa, appId: "other", oaId: oa.appId }],
    [
      "ZALO_OA_ID and ZALO_OA_APP_SECRET",
      { ...oa, appId: "o", oaId: oa.appId, secretKey: "o", appSecret: oa.secretKey },
    ],
    ["is wrong", { ...oa, secretKey: "other" }],
  ])("a mismatch tells which of the settings fits: %s", (words, signing) => {
    expect(
      String(failureOf({ "x-zevent-signature": signature(fresh) }, fresh, signing as typeof oa)),
    ).toContain(words);
  });
});

describe("what Zalo OA tells", () => {
  const read = (event: object | string, oaId: string = oa.oaId) => {
    const parsed = typeof event === "string" ? parseLosslessly(event) : event;
    return readOaEvent(parsed as Record<string, unknown>, oaId, now);
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
    [
      '{"app_id":"3","oa_id":"388613280879808645","user_id":"24684588352919792","event_name":"user_withdraw","timestamp":"1795362612000"}',
      false,
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
  test.each([
    ["a receipt", event("user_received_message", {}, { sender: { id: oa.oaId }, recipient: { id: "24" } })],
    ["a receipt seen from the person", event("user_seen_message", { msg_ids: ["a"] })],
    ["an officer's own words", event("oa_send_text", { text: "Chào bạn" }, human)],
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
    ["a form", event("user_submit_info", {}, { info: { name: "A", phone: "84912345678" } })],
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
