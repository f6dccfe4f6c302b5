import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import { type Instant, sayTime } from "../kit/time.ts";
import { recordAudit } from "../people/audit.ts";
import { makeOfficerCode, unlinkOfficerChats } from "../people/officer-chat.ts";
import {
  addOfficer,
  listOfficers,
  type Officer,
  type OfficerRole,
  officerRoles,
} from "../people/officers.ts";
import { makeLink } from "../people/officers-link.ts";
import { loadUnits } from "../people/units.ts";
import { type Call, type Command, columns, type ExitCode } from "./command.ts";
import { withDatabase } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "officer add",
    operands: ["NAME"],
    options: {
      role: { type: "string", value: "R", meaning: `${officerRoles.join(", ")}; viewer when left out.` },
      unit: { type: "string", value: "U", meaning: "Code of the unit the officer is bound to." },
      send: { type: "boolean", meaning: "May let messages to many people leave." },
    },
    meaning: "Invite an officer to the dashboard; prints a one-time set-up link.",
    details:
      "The link works once, for three days. For somebody who is there already (same name, or login) it is a new\n" +
      "link: password and authenticator are set anew, role and unit stay as they are.",
    run: add,
  },
  {
    name: "officer link",
    operands: ["NAME"],
    meaning:
      "Print a one-time code by which an officer ties their own chat, to approve campaigns from there.",
    details:
      "NAME is the officer's name or login. They type the code into their chat with the bot within 15 minutes.",
    run: linkChat,
  },
  {
    name: "officer unlink",
    operands: ["NAME"],
    meaning: "Untie every chat of an officer; nothing can be approved from there any more.",
    run: unlinkChats,
  },
  {
    name: "officer list",
    operands: [],
    meaning: "List the officers with role, unit, login and state.",
    run: ({ io }) =>
      withDatabase(io, async (db) => {
        const officers = await listOfficers(db.read);
        const rows = officers.map(({ name, role, unit, login, status, maySend }) => [
          status,
          maySend ? `${role}+send` : role,
          unit ?? "-",
          login ?? "-",
          name,
        ]);
        io.write(rows.length > 0 ? columns(rows) : "No officer yet: caunoi officer add NAME --role admin\n");
        return 0;
      }),
  },
];

function add({ io, operands, text, isOn }: Call): Promise<ExitCode> {
  const name = (operands[0] ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
  if (name === "" || name.length > 100) throw new Failure("invalid", "NAME takes 1 to 100 characters.");
  const role = readRole(text("role"));
  const unit = text("unit") ?? null;
  if (role === "unit" && unit === null) throw new Failure("invalid", "Role unit needs --unit CODE.");
  const now = io.clock();
  return withDatabase(io, async (db, config) => {
    const token = await db.transact(async (tx) => {
      if (unit !== null && !(await loadUnits(tx)).byCode(unit))
        throw new Failure("missing", `There is no unit with the code ${unit}.`);
      const known = (await listOfficers(tx)).find((one) => one.name === name || one.login === name);
      if (known?.status === "disabled")
        throw new Failure("conflict", `${name} is locked out: an administrator lets them in again first.`);
      const officer = known ?? (await addOfficer(tx, { name, role, unit, maySend: isOn("send") }, now));
      const action = known ? "officer.link-made" : "officer.added";
      const detail = { role: officer.role, unit: officer.unit, maySend: officer.maySend };
      const by = { officerId: null, officerName: "caunoi officer add" };
      await recordAudit(tx, { ...by, action, subject: `officer:${officer.id}`, detail, at: now });
      return makeLink(tx, officer.id, now);
    });
    io.write(`${config.server.publicUrl}/admin/set-up/${token}\n`);
    return 0;
  });
}

function linkChat({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const { code, expiresAt } = await db.transact(async (tx) => {
      const officer = await officerCalled(tx, operands[0] ?? "");
      if (officer.status === "disabled") throw new Failure("conflict", `${officer.name} is locked out.`);
      await audit(tx, officer, { action: "officer.chat-code", now: io.clock() });
      return makeOfficerCode(tx, officer.id, io.clock());
    });
    io.write(`${code}\n`);
    io.complain(`To be typed into the chat until ${sayTime(expiresAt)}.\n`);
    return 0;
  });
}

function unlinkChats({ io, operands }: Call): Promise<ExitCode> {
  return withDatabase(io, async (db) => {
    const count = await db.transact(async (tx) => {
      const officer = await officerCalled(tx, operands[0] ?? "");
      await audit(tx, officer, { action: "officer.chats-untied", now: io.clock() });
      return unlinkOfficerChats(tx, officer.id);
    });
    io.write(`${count} chats untied.\n`);
    return 0;
  });
}

async function officerCalled(tx: Queries, text: string): Promise<Officer> {
  const wanted = text.normalize("NFC").trim();
  const found = (await listOfficers(tx)).filter(
    ({ name, login }) => name === wanted || login === wanted.toLowerCase(),
  );
  const [officer] = found;
  if (officer && found.length === 1) return officer;
  const why = officer ? "more than one officer is called so; give the login" : "there is no such officer";
  throw new Failure("missing", `${wanted}: ${why}. \`caunoi officer list\` shows all.`);
}

function audit(
  tx: Queries,
  { id }: Officer,
  { action, now }: { action: string; now: Instant },
): Promise<void> {
  const by = { officerId: null, officerName: "caunoi officer" };
  return recordAudit(tx, { ...by, action, subject: `officer:${id}`, detail: {}, at: now });
}

function readRole(text: string | undefined): OfficerRole {
  const role = officerRoles.find((one) => one === (text ?? "viewer"));
  if (!role) throw new Failure("invalid", `--role takes one of ${officerRoles.join(", ")}.`);
  return role;
}
