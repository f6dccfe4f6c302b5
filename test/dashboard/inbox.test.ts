import { get as httpGet } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { openCase } from "../../src/questions/cases.ts";
import { memberWrote } from "../../src/questions/cases-change.ts";
import type { MadeOfficer } from "./make-officer.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const hourMs = 3_600_000;
/** Less than a session lasts without use. */
const halfHourMs = hourMs / 2;

describe("the inbox", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer & { cookie: string };
  let visitors = 0;
  beforeAll(async () => {
    stage = await openStage();
    lan = await stage.officer("lan", { name: "Lan" });
  });
  afterAll(() => stage.close());

  const newCase = (channel: "web-chat" | "zalo-oa" = "web-chat") =>
    stage.db.transact(async (tx) => {
      const address = { channel, externalId: `v${++visitors}` };
      const { memberId } = await meet(tx, { address, name: "Mai", at: stage.now });
      const asked = { memberId, askedFrom: address, question: `Hỏi ${visitors}?`, nearest: [] };
      return (await openCase(tx, { ...asked, now: stage.now })).opened;
    });
  const get = async (path: string) => (await stage.get(path, lan.cookie)).body;
  const post = (path: string, body: unknown) => stage.post(path, body, { cookie: lan.cookie });
  const numbers = async (settled: string): Promise<number[]> =>
    (await get(`/cases?tab=all&settled=${settled}`)).rows.map((row: { number: number }) => row.number);

  it("puts a case aside until a moment, and brings it back then or when the member writes", async () => {
    const [one, two] = [await newCase(), await newCase()];
    for (const { number, version } of [one, two])
      expect(
        (await post(`/cases/${number}/snooze`, { version, until: addMs(stage.now, halfHourMs) })).status,
      ).toBe(200);
    expect(await numbers("no")).not.toContain(one.number);
    expect(await numbers("snoozed")).toEqual([one.number, two.number]);
    expect((await get("/cases")).counts).toMatchObject({ snoozed: 2 });
    const record = await get(`/cases/${one.number}`);
    expect(record.snoozedUntil).toBe(addMs(stage.now, halfHourMs));
    expect(record.thread.at(-1).text).toBe("Tạm gác đến 08:30, thứ Hai 23/11/2026");
    await stage.db.transact((tx) => memberWrote(tx, { memberId: two.memberId, now: stage.now }));
    expect(await numbers("snoozed")).toEqual([one.number]);
    const start = stage.now;
    stage.now = addMs(start, halfHourMs + 1);
    expect(await numbers("no")).toEqual(expect.arrayContaining([one.number, two.number]));
    stage.now = start;
  });

  it("refuses a moment that is past, too far away or none", async () => {
    const { number, version } = await newCase();
    for (const until of [stage.now, addMs(stage.now, 91 * 24 * hourMs), "mai", 5])
      expect(await post(`/cases/${number}/snooze`, { version, until })).toMatchObject({
        status: 400,
        body: { error: { fields: { until: expect.any(String) } } },
      });
    expect(await numbers("no")).toContain(number);
  });

  it("takes a closing back", async () => {
    const { number, version } = await newCase();
    await post(`/cases/${number}/close`, { version });
    expect(await numbers("no")).not.toContain(number);
    expect((await post(`/cases/${number}/reopen`, { version: version + 1 })).status).toBe(200);
    expect(await numbers("no")).toContain(number);
    expect((await post(`/cases/${number}/reopen`, { version: version + 2 })).body.error.code).toBe("settled");
  });

  it("tells until when Zalo takes an answer, and nothing of the kind elsewhere", async () => {
    const zalo = await newCase("zalo-oa");
    expect((await get(`/cases/${zalo.number}`)).window).toEqual({
      freeUntil: addMs(stage.now, 48 * hourMs),
      openUntil: addMs(stage.now, 168 * hourMs),
      isPaidAllowed: false,
    });
    expect((await get(`/cases/${(await newCase()).number}`)).window).toBeNull();
  });

  it("keeps replies for all officers, refusing an older version, a name twice and one too long", async () => {
    const hostile = `<b>{tên}</b>"; DROP TABLE canned_reply; --`;
    const added = await post("/canned", { name: "chào", text: hostile });
    expect(added.body).toMatchObject({ name: "chào", text: hostile, version: 1 });
    const { number } = added.body;
    expect((await post("/canned", { name: "chào", text: "x" })).body.error.fields.name).toMatch(/tên khác/);
    expect((await post("/canned", { name: "x".repeat(41), text: "" })).body.error.fields).toEqual({
      name: expect.stringContaining("40"),
      text: "Bạn điền ô này.",
    });
    const changed = { name: "chào bạn", text: "Chào {tên}.", version: 1 };
    expect((await post(`/canned/${number}`, changed)).body).toMatchObject({ version: 2 });
    expect((await post(`/canned/${number}`, { ...changed, text: "khác" })).body.error).toMatchObject({
      code: "stale",
      found: { text: "Chào {tên}.", version: 2 },
    });
    await post(`/canned/${number}/remove`, {});
    expect((await get("/canned")).rows).toEqual([]);
    expect((await post(`/canned/${number}/remove`, {})).status).toBe(404);
  });

  it("tells open pages at once that something is new, and nobody without a session", async () => {
    expect((await stage.get("/live")).status).toBe(401);
    const address = new URL(await stage.app.listen({ port: 0, host: "127.0.0.1" }));
    const url = new URL("/admin/api/live", address);
    const heard = await new Promise<string>((resolve, reject) => {
      const request = httpGet(url, { headers: { cookie: lan.cookie } }, (response) => {
        expect(response.headers["content-type"]).toContain("text/event-stream");
        let text = "";
        response.on("data", (chunk: Buffer) => {
          text += chunk.toString();
          if (text.includes("event: hello") && !text.includes("event: changed") && visitors < 1000) {
            visitors += 1000;
            newCase().catch(reject);
          }
          if (!text.includes("event: changed")) return;
          resolve(text);
          request.destroy();
        });
      });
      request.on("error", () => {});
    });
    expect(heard).toMatch(/event: hello\ndata: [\d.]+\n\n[\s\S]*event: changed\ndata: [\d.]+\n\n/);
    expect(heard).not.toContain("Hỏi");
  });
});
