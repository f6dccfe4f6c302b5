import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardRoutes } from "../../src/dashboard/dashboard.ts";
import { apiRoot, methodOf } from "../../src/dashboard/mount.ts";
import { type Fortress, openFortress } from "./fortress.ts";
import { type Ids, other, own, secret, settle } from "./two-units.ts";

/** Bodies that each change would take, were it about something of one's own. */
const bodies: readonly object[] = [
  { version: 1, answer: "xin chào", handsBack: true, note: "xin chào", text: "xin chào", to: null },
  {
    version: 1,
    action: "receive",
    reason: "",
    kind: "recognize",
    unit: own.name,
    why: "trùng",
    into: "SK-1",
  },
];

describe("an officer of one unit who asks for everything of another", () => {
  let fortress: Fortress;
  let cookie: string;
  let ids: { own: Ids; other: Ids };
  let keys = 0;

  beforeAll(async () => {
    fortress = await openFortress();
    ids = await settle(fortress.db);
    cookie = (await fortress.officer("che", { role: "unit", unit: own.code })).cookie;
  });
  afterAll(() => fortress.close());

  const get = (path: string) =>
    fortress.call({ method: "GET", url: `${apiRoot}${path}`, headers: { cookie } });
  /** Every path of a route with every id of the other unit in every place. */
  const paths = (path: string) =>
    path.includes(":") ? Object.values(ids.other).map((id) => path.replace(/:\w+/g, id)) : [path];

  it("reads nothing of it on any route", async () => {
    for (const route of dashboardRoutes.filter((one) => methodOf(one) === "GET")) {
      for (const path of [...paths(route.path), `${route.path}?text=${encodeURIComponent(secret)}`]) {
        const { text } = await get(path);
        expect([path, text.normalize("NFC").includes(secret)]).toEqual([path, false]);
      }
    }
  });

  it("reads what is its own, so that the silence above is no blindness", async () => {
    for (const path of [
      "/cases",
      `/cases/${ids.own.caseNumber}`,
      "/members",
      `/members/${ids.own.memberId}`,
      "/proposals",
      `/proposals/${ids.own.proposalNumber}`,
      "/knowledge",
      "/home",
    ])
      expect([path, (await get(path)).text.includes("cuanha")]).toEqual([path, true]);
  });

  it("sees neither the other's proposal compared with its own, nor its count", async () => {
    const { proposalNumber } = ids.own;
    const similar = JSON.parse((await get(`/proposals/${proposalNumber}/similar`)).text);
    expect(similar).toEqual({ rows: [] });
    const compared = await get(`/proposals/${proposalNumber}/compare/${ids.other.proposalNumber}`);
    expect(compared.status).toBe(404);
    expect(JSON.parse((await get("/proposals")).text).total).toBe(1);
    expect(JSON.parse((await get(`/proposals?unit=${encodeURIComponent(other.name)}`)).text).total).toBe(0);
  });

  it("changes nothing of it on any route", async () => {
    const before = await stateOf(fortress);
    for (const route of dashboardRoutes.filter((one) => methodOf(one) === "POST" && one.kind !== "open")) {
      // What is one's own anyway.
      if (/logout|sessions|^\/me\//.test(route.path)) continue;
      for (const path of paths(route.path)) {
        for (const body of bodies) {
          const { status } = await fortress.call({
            ...{ method: "POST", url: `${apiRoot}${path}`, payload: body },
            headers: { cookie, "x-request-key": `other-unit-${++keys}` },
          });
          expect([path, status >= 400 && status < 500]).toEqual([path, true]);
        }
      }
    }
    expect(await stateOf(fortress)).toEqual(before);
  });
});

/** Everything an officer could have changed. */
async function stateOf({ db }: Fortress) {
  const { read } = db;
  return {
    cases: await read.selectFrom("officer_case").selectAll().orderBy("number").execute(),
    events: await read.selectFrom("case_event").selectAll().execute(),
    proposals: await read.selectFrom("proposal").selectAll().orderBy("number").execute(),
    steps: await read.selectFrom("proposal_event").selectAll().execute(),
    members: await read.selectFrom("member").selectAll().orderBy("id").execute(),
    sent: await read.selectFrom("delivery").selectAll().execute(),
    officers: await read.selectFrom("officer").selectAll().execute(),
    audit: await read.selectFrom("audit").selectAll().execute(),
  };
}
