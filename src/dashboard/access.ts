import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { recordAudit } from "../people/audit.ts";
import type { Officer } from "../people/officers.ts";
import { finishSetUp, readLink } from "../people/officers-link.ts";
import { logIn, normalizeLogin } from "../people/officers-login.ts";
import { hashPassword, passwordFault } from "../people/officers-password.ts";
import { scopeName } from "../people/officers-scope.ts";
import { otpauthUri } from "../people/officers-totp.ts";
import { endSession, endSessions, listSessions, openSession } from "../people/sessions.ts";
import { setSessionCookie } from "./cookie.ts";
import { refuse } from "./mount.ts";
import { line, nothing, readGiven } from "./read-given.ts";
import { rightsOf } from "./rights.ts";
import { change, type DashboardParts, done, look, type Route, refused } from "./routes.ts";
import type { About, Me, SessionRow, SetUpDone, SetUpOffer } from "./shapes.ts";
import { texts } from "./texts.ts";

const login = z
  .string()
  .transform(normalizeLogin)
  .pipe(z.string().regex(/^[a-z][a-z0-9._-]{2,39}$/, texts.loginForm));
/** Kept exactly as typed: spaces belong to a password. */
const password = z.string().max(1000);
const code = z.string().max(40);
const token = z.string().max(100);

const setUpBody = z.object({ token, name: line(100), login, password, code: line(20) });
const loginBody = z.object({ login: z.string().max(100), password, code });

/** Setting oneself up, logging in and out, and one's own sessions. */
export const accessRoutes: readonly Route[] = [
  { kind: "open", method: "GET", path: "/about", serve: tellAbout },
  { kind: "open", method: "GET", path: "/set-up/:token", serve: offerSetUp },
  { kind: "open", method: "POST", path: "/set-up", serve: setUp },
  { kind: "open", method: "POST", path: "/login", serve: enter },
  look({
    path: "/me",
    right: "signed-in",
    query: nothing,
    show: ({ caller, parts }) => meOf(caller.officer, parts),
  }),
  change({
    path: "/logout",
    rights: ["signed-in"],
    body: nothing,
    async run(tx, { caller }) {
      await endSession(tx, caller.officer.id, caller.sessionId);
      return done({}, { action: "session.ended", subject: `officer:${caller.officer.id}`, detail: {} });
    },
  }),
  look({
    path: "/sessions",
    right: "signed-in",
    query: nothing,
    async show({ parts, caller, now }): Promise<SessionRow[]> {
      const sessions = await listSessions(parts.db.read, caller.officer.id, now);
      return sessions.map((session) => ({ ...session, isThis: session.id === caller.sessionId }));
    },
  }),
  change({
    path: "/sessions/:id/end",
    rights: ["signed-in"],
    body: nothing,
    async run(tx, { caller, params }) {
      const { id } = caller.officer;
      if (!(await endSession(tx, id, params.id ?? ""))) return refused(404, "missing", texts.missing);
      return done(
        {},
        { action: "session.ended", subject: `officer:${id}`, detail: { session: params.id ?? "" } },
      );
    },
  }),
  change({
    path: "/sessions/end-all",
    rights: ["signed-in"],
    body: nothing,
    async run(tx, { caller }) {
      const { id } = caller.officer;
      await endSessions(tx, id);
      return done({}, { action: "sessions.ended", subject: `officer:${id}`, detail: {} });
    },
  }),
];

async function tellAbout(
  _request: FastifyRequest,
  reply: FastifyReply,
  parts: DashboardParts,
): Promise<unknown> {
  const { organization, isPractice = false } = parts;
  return reply.send({ organization, isPractice } satisfies About);
}

async function meOf(officer: Officer, { db }: DashboardParts): Promise<Me> {
  return {
    id: officer.id,
    name: officer.name,
    role: officer.role,
    rights: [...rightsOf(officer)],
    scope: await scopeName(db.read, officer.unit),
  };
}

async function offerSetUp(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: DashboardParts,
): Promise<unknown> {
  const { token: given } = request.params as { token: string };
  const link = await readLink(parts.db.read, given, parts.clock());
  if (!link) return refuse(reply, refused(404, "link-gone", texts.linkGone));
  const { officer, totpSecret } = link;
  const uri = otpauthUri(totpSecret, officer.login ?? officer.name);
  const { toString: drawQr } = await import("qrcode");
  const qr = await drawQr(uri, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  const offer: SetUpOffer = {
    name: officer.name,
    login: officer.login,
    role: officer.role,
    secret: totpSecret,
    qr,
  };
  return reply.send(offer);
}

async function setUp(request: FastifyRequest, reply: FastifyReply, parts: DashboardParts): Promise<unknown> {
  const read = readGiven(setUpBody, request.body);
  if (read.kind === "refused") return refuse(reply, read);
  const given = read.value as z.output<typeof setUpBody>;
  const fault = passwordFault(given.password, [given.login, given.name]);
  if (fault) return refuseField(reply, "password", texts.password[fault]);
  // Hashing costs memory on purpose: only who holds a link can make us do it.
  const now = parts.clock();
  if (!(await readLink(parts.db.read, given.token, now)))
    return refuse(reply, refused(404, "link-gone", texts.linkGone));
  const passwordHash = await hashPassword(given.password);
  const result = await parts.db.transact(async (tx) => {
    const ready = await finishSetUp(tx, { ...given, code: given.code.replace(/\s/g, ""), passwordHash, now });
    if (ready.kind !== "ready") return ready;
    const { id, name, role } = ready.officer;
    await recordAudit(tx, {
      officerId: id,
      officerName: name,
      action: "officer.set-up",
      subject: `officer:${id}`,
      detail: { role },
      at: now,
    });
    return { ...ready, session: await openSession(tx, { officerId: id, device: deviceOf(request), now }) };
  });
  if (result.kind === "link-gone") return refuse(reply, refused(404, "link-gone", texts.linkGone));
  if (result.kind === "wrong-code") return refuseField(reply, "code", texts.wrongCode);
  if (result.kind === "login-taken") return refuseField(reply, "login", texts.loginTaken);
  setSessionCookie(reply, result.session, parts.publicUrl);
  const answer: SetUpDone = { me: await meOf(result.officer, parts), recoveryCodes: result.recoveryCodes };
  return reply.send(answer);
}

// One login after the other: what is counted against guessing is counted before the next guess is looked at.
let turn: Promise<unknown> = Promise.resolve();
let waiting = 0;
const mostWaiting = 20;

async function enter(request: FastifyRequest, reply: FastifyReply, parts: DashboardParts): Promise<unknown> {
  const read = readGiven(loginBody, request.body);
  if (read.kind === "refused") return refuse(reply, read);
  const given = {
    ...(read.value as z.output<typeof loginBody>),
    from: request.ip,
    device: deviceOf(request),
  };
  if (waiting >= mostWaiting) return refuse(reply, { status: 429, code: "wait", words: texts.loginBusy });
  waiting += 1;
  const attempt = turn.then(() => logIn(parts.db, given, parts.clock()));
  turn = attempt
    .catch(() => undefined)
    .finally(() => {
      waiting -= 1;
    });
  const result = await attempt;
  if (result.kind === "wrong") return refuse(reply, refused(403, "wrong-login", texts.wrongLogin));
  if (result.kind === "wait") {
    parts.log.warn("login.throttled", { until: result.until });
    return refuse(reply, { status: 429, code: "wait", words: texts.loginWait(result.until) });
  }
  parts.log.info("login.succeeded", { officerId: result.officer.id });
  setSessionCookie(reply, result.token, parts.publicUrl);
  return reply.send({ me: await meOf(result.officer, parts), codesLeft: result.codesLeft });
}

function refuseField(reply: FastifyReply, field: string, words: string): FastifyReply {
  return refuse(reply, { status: 400, code: "invalid", words: texts.badFields, fields: { [field]: words } });
}

function deviceOf(request: FastifyRequest): string {
  return String(request.headers["user-agent"] ?? "").slice(0, 200);
}
