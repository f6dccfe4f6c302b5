import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { challengeOf } from "../../src/channels/zalo-oa-connect.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { openOaPair, type ZaloOaPair } from "../support/zalo-oa-peer.ts";
import { oa } from "../support/zalo-server-oa.ts";

describe("connecting the account by consent", () => {
  let pair: ZaloOaPair;
  beforeEach(async () => {
    pair = await openOaPair();
  });
  afterEach(() => pair.close());
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  test("the challenge of a verifier is the one of RFC 7636, appendix B", () => {
    const challenge = challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    expect(challenge).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  });

  test("a dead pair is replaced by the one of the code, and a running process takes it up", async () => {
    const { channel, server, store } = pair;
    server.expireAccess();
    server.pair.refresh = "taken by somebody else";
    expect(isFailure(await failureOf(channel.setUp("https://hoi.example.vn")), "unavailable")).toBe(true);
    expect(await store.read()).toMatchObject({ status: "needs_reconnect" });
    const { url, callback } = channel.consent("https://hoi.example.vn");
    expect(callback).toBe("https://hoi.example.vn/");
    await pair.another().connect(server.agree(url));
    expect(await store.read()).toMatchObject({ status: "ready" });
    expect(await channel.check()).toMatchObject({ isWell: true });
    expect(await channel.setUp("https://hoi.example.vn")).toBe("Công đoàn Lai Châu");
  });

  test("a restart with the settings' old pair keeps what the consent brought", async () => {
    const { channel, server } = pair;
    await channel.connect(server.agree(channel.consent("https://a.vn").url));
    const renewals = server.renewals();
    const restarted = pair.another();
    await restarted.setUp("https://a.vn");
    expect(server.renewals()).toBe(renewals);
  });

  test("a code works once, and the bare code does as well as the address", async () => {
    const { channel, server } = pair;
    const address = server.agree(channel.consent("https://a.vn").url);
    await channel.connect(new URL(address).searchParams.get("code") ?? "");
    const failure = await failureOf(channel.connect(address));
    expect(isFailure(failure, "invalid")).toBe(true);
    expect(String(failure)).toContain("-14005");
  });

  test.each([
    ["another account's code", "https://a.vn/?code=x&oa_id=999", "ZALO_OA_ID"],
    ["an address without a code", "https://a.vn/?error=1", "no code"],
    ["nothing", "", "no code"],
  ])("%s is refused before Zalo is asked", async (_what, given, words) => {
    const before = pair.server.calls.length;
    expect(String(await failureOf(pair.channel.connect(given)))).toContain(words);
    expect(pair.server.calls).toHaveLength(before);
    expect(pair.channel.consent("https://a.vn").url).toContain(`app_id=${oa.appId}`);
  });
});
