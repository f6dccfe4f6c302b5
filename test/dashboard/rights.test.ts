import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dashboardRoutes } from "../../src/dashboard/dashboard.ts";
import { methodOf } from "../../src/dashboard/mount.ts";
import { type OfficerRole, officerRoles } from "../../src/people/officers.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const everyone = "admin lead approver council unit viewer";
const nobody = "";

/** Who may call what, written down once more beside the code: `send` is who also needs the right to send. */
const expected: Readonly<Record<string, string>> = {
  "GET /me": everyone,
  "GET /sessions": everyone,
  "POST /logout": everyone,
  "POST /sessions/:id/end": everyone,
  "POST /sessions/end-all": everyone,
  "GET /home": everyone,
  "GET /first-steps": "admin",
  "GET /first-steps/check/:what": "admin",
  "POST /first-steps/:step": "admin",
  "GET /me/chats": everyone,
  "POST /me/chats/code": everyone,
  "POST /me/chats/test": everyone,
  "POST /me/chats/untie": everyone,
  "GET /charts/proposals": everyone,
  "GET /charts/questions": everyone,
  "GET /charts/topics": everyone,
  "GET /charts/answers": "admin lead approver unit",
  "GET /charts/deliveries": "admin lead approver viewer",
  "GET /channels": "admin lead",
  "GET /officers/:id/sessions": "admin",
  "POST /officers/:id/sessions/end": "admin",
  "GET /cases": "admin lead approver unit",
  "GET /cases/:number": "admin lead approver unit",
  "POST /cases/:number/assign": "admin lead unit",
  "POST /cases/:number/note": "admin lead unit",
  "POST /cases/:number/answer": "admin lead unit",
  "POST /cases/:number/say": "admin lead unit",
  "POST /cases/:number/close": "admin lead unit",
  "POST /cases/:number/hand-back": "admin lead unit",
  "POST /cases/:number/snooze": "admin lead unit",
  "POST /cases/:number/reopen": "admin lead unit",
  "GET /canned": "admin lead unit",
  "POST /canned": "admin lead",
  "POST /canned/:number": "admin lead",
  "POST /canned/:number/remove": "admin lead",
  "GET /proposals": everyone,
  "GET /proposals/:number": everyone,
  "POST /proposals/:number/act": "admin lead",
  "POST /proposals/:number/decision": "admin lead",
  "POST /proposals/:number/decision/drop": "admin lead",
  "POST /decisions/publish": "admin lead",
  "GET /councils": "admin lead",
  "POST /councils": "admin lead",
  "POST /proposals/:number/refer": "admin lead",
  "POST /proposals/:number/score": "admin lead council",
  "POST /proposals/:number/recuse": "admin lead council",
  "POST /proposals/:number/conflict": "admin lead",
  "POST /proposals/:number/close": "admin lead",
  "POST /proposals/:number/conclusion": "admin lead",
  "GET /proposals/:number/similar": everyone,
  "GET /proposals/:number/compare/:other": everyone,
  "POST /proposals/:number/merge": "admin lead",
  "POST /proposals/:number/unmerge": "admin lead",
  "POST /proposals/:number/reviewer": "admin lead",
  "POST /proposals/:number/opinion": "admin lead",
  "POST /proposals/:number/tried": "admin lead",
  "POST /proposals/:number/reward": "admin lead",
  "GET /proposals/:number/papers": everyone,
  "GET /proposals/:number/papers/:kind": everyone,
  "GET /forms": "admin lead approver unit",
  "GET /forms-ready": "admin lead",
  "GET /forms/:id": "admin lead approver unit",
  "POST /forms-preview": "admin lead",
  "POST /forms": "admin lead",
  "POST /forms/:id": "admin lead",
  "POST /forms/:id/open": "admin lead",
  "POST /forms/:id/close": "admin lead",
  "POST /forms/:id/invite": "admin lead",
  "GET /forms/:id/answers": "admin lead approver unit",
  "GET /forms/:id/tally": "admin lead approver unit",
  "GET /forms/:id/rollup": "admin lead approver unit",
  "GET /forms/:id/rollup-xlsx": "admin lead approver unit",
  "GET /forms/:id/files/:kind": "admin lead approver unit",
  "POST /forms/:id/answers/:answer/decide": "admin lead unit",
  "GET /forms/:id/answers/:answer/files/:at": "admin lead approver unit",
  "POST /forms/:id/answers/:answer/step": "admin lead unit",
  "POST /forms/:id/answers/:answer/attended": "admin lead unit",
  "GET /register": "admin lead",
  "GET /proposals/:number/files/:at": everyone,
  "GET /proposals/:number/files/:at/small": everyone,
  "GET /campaigns": "admin lead approver viewer",
  "GET /campaigns/:id": "admin lead approver viewer",
  "POST /campaigns": "admin lead",
  "POST /campaigns/:id": "admin lead",
  "POST /campaigns/:id/approve": "send: admin lead approver",
  "POST /campaigns/:id/stop": "admin lead approver",
  "POST /campaigns/:id/resume": "send: admin lead approver viewer",
  "GET /campaigns/:id/outlook": "admin lead approver viewer",
  "GET /campaigns/:id/units": "admin lead approver viewer",
  "GET /campaigns/:id/pictures/:blob": "admin lead approver viewer",
  "GET /campaigns/:id/press": "admin lead approver viewer",
  "GET /campaigns/:id/press/:name": "admin lead approver viewer",
  "POST /campaigns/:id/decline": "send: admin lead approver",
  "POST /campaigns/:id/resend": "send: admin lead approver viewer",
  "GET /campaign-options": "admin lead",
  "GET /campaign-clauses": "admin lead",
  "POST /campaign-reach": "admin lead",
  "POST /campaign-preview": "admin lead",
  "POST /campaign-pictures": "admin lead",
  "GET /campaign-forms": "admin lead",
  "POST /campaign-drafts": "admin lead",
  "GET /campaign-ready": "admin lead approver viewer",
  "GET /campaign-calendar": "admin lead approver viewer",
  "GET /articles": "admin lead approver viewer",
  "GET /articles/:slug": "admin lead approver viewer",
  "POST /articles/:slug/decide": "send: admin lead approver viewer",
  "POST /articles/:slug/correct": "send: admin lead",
  "POST /articles/:slug/withdraw": "admin lead approver",
  "GET /quizzes": "admin lead approver viewer",
  "GET /quizzes/:id": "admin lead approver viewer",
  "GET /quizzes/:id/sheet": "admin lead approver viewer",
  "POST /quiz-questions": "admin lead",
  "GET /uncertain": "admin lead approver viewer",
  "POST /uncertain": "send: admin lead approver viewer",
  "POST /uncertain/:seq": "send: admin lead approver viewer",
  "GET /knowledge": everyone,
  "GET /knowledge/search": everyone,
  "GET /knowledge/documents/:id": everyone,
  "POST /knowledge/read": "admin lead",
  "POST /knowledge/documents": "admin lead",
  "POST /knowledge/documents/:id/publish": "admin lead",
  "POST /knowledge/documents/:id/withdraw": "admin lead",
  "POST /cases/:number/faq": "admin lead",
  "GET /knowledge/gaps": everyone,
  "GET /knowledge/phrases": everyone,
  "POST /knowledge/phrases": "admin lead",
  "POST /knowledge/phrases/remove": "admin lead",
  "POST /knowledge/documents/:id/note": "admin lead",
  "POST /knowledge/documents/:id/validity": "admin lead",
  "POST /faqs": "admin lead",
  "POST /faqs/:number": "admin lead",
  "POST /faqs/:number/approve": "admin lead",
  "POST /faqs/:number/retire": "admin lead",
  "GET /honours": everyone,
  "GET /honours/:id": everyone,
  "POST /honours": "admin lead",
  "POST /honours/:id/score": "admin lead council",
  "POST /honours/:id/remove": "admin lead",
  "POST /honours/:id/close": "admin lead",
  "POST /honours/:id/publish": "admin lead",
  "POST /honours/:id/praise": "admin lead",
  "GET /honours/:id/papers/:name": everyone,
  "GET /reports": "admin lead approver unit viewer",
  "GET /reports/rows": "admin lead approver unit viewer",
  "GET /reports/charts/:at": "admin lead approver unit viewer",
  "GET /reports/word": "admin lead approver unit viewer",
  "GET /reports/excel": "admin lead approver unit viewer",
  "GET /members": "admin lead approver unit",
  "GET /members/:id": "admin lead approver unit",
  "GET /units": "admin lead approver unit",
  "POST /roster/check": "admin lead",
  "POST /roster": "admin lead",
  "POST /roster/codes": "admin lead",
  "GET /campaigns/:id/proof/:form": "admin lead approver viewer",
  "GET /officers": "admin",
  "POST /officers": "admin",
  "POST /officers/:id": "admin",
  "POST /officers/:id/link": "admin",
  "GET /audit": "admin",
};

const guarded = dashboardRoutes.filter((route) => route.kind !== "open");
const nameOf = (route: (typeof guarded)[number]) => `${methodOf(route)} ${route.path}`;

describe("the table of routes", () => {
  let stage: DashboardStage;
  const cookies = new Map<string, string>();

  beforeAll(async () => {
    stage = await openStage();
    for (const role of officerRoles) {
      for (const maySend of [true, false]) {
        const unit = role === "unit" ? "CDCS-1" : null;
        const { cookie } = await stage.officer(`${role}${maySend ? "-send" : ""}`, { role, maySend, unit });
        cookies.set(`${role} ${maySend}`, cookie);
      }
    }
  });
  afterAll(() => stage.close());

  const statusOf = async (route: (typeof guarded)[number], cookie?: string) => {
    const path = route.path.replace(/:\w+/g, "1");
    const answer =
      methodOf(route) === "GET"
        ? await stage.get(path, cookie)
        : await stage.post(path, { x: 1 }, cookie ? { cookie } : {});
    return answer;
  };

  it("is written down here as a whole", () => {
    expect(guarded.map(nameOf).toSorted()).toEqual(Object.keys(expected).toSorted());
    expect(dashboardRoutes.filter(({ kind }) => kind === "open").map(({ path }) => path)).toEqual([
      "/about",
      "/set-up/:token",
      "/set-up",
      "/login",
    ]);
  });

  it.each(guarded.map((route) => [nameOf(route), route] as const))(
    "%s is open to its roles alone",
    async (name, route) => {
      expect((await statusOf(route)).status).toBe(401);
      const needsSending = (expected[name] ?? nobody).startsWith("send: ");
      const roles = (expected[name] ?? nobody).replace("send: ", "").split(" ") as OfficerRole[];
      // Ending sessions would end those of this test; what they do is tested where they are used.
      if (/logout|sessions\//.test(name)) return;
      for (const role of officerRoles) {
        for (const maySend of [true, false]) {
          const { status, body } = await statusOf(route, cookies.get(`${role} ${maySend}`));
          const mayCall = roles.includes(role) && (maySend || !needsSending);
          const isForbidden = status === 403 && body.error?.code === "forbidden";
          expect(`${role} ${maySend}: ${!isForbidden && status !== 401}`).toBe(
            `${role} ${maySend}: ${mayCall}`,
          );
          expect(status).toBeLessThan(500);
        }
      }
    },
  );

  it("refuses a change without our own header, from another site, or from another origin", async () => {
    const cookie = cookies.get("admin true") ?? "";
    const body = { name: "A", role: "viewer", unit: null, maySend: false };
    const send = (headers: Record<string, string>) => stage.post("/officers", body, { cookie, headers });
    for (const headers of [
      { "x-request-key": "" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]) {
      expect(await send(headers as Record<string, string>)).toMatchObject({
        status: 403,
        body: { error: { code: "other-site" } },
      });
    }
    expect((await send({ origin: "http://localhost:8080", "sec-fetch-site": "same-origin" })).status).toBe(
      200,
    );
  });

  it("keeps every answer out of caches", async () => {
    expect((await stage.get("/me", cookies.get("viewer true"))).headers["cache-control"]).toBe("no-store");
  });
});
