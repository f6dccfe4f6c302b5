import net from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { awaitRole } from "../../src/roles.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { until } from "../support/delivery-stage.ts";

/** A way to the server whose break only this side sees. */
async function openBreakableWay(url: string) {
  const near = new Set<net.Socket>();
  const far = new Set<net.Socket>();
  const relay = net.createServer((socket) => {
    const server = net.connect(Number(new URL(url).port), "127.0.0.1");
    near.add(socket);
    far.add(server);
    for (const end of [socket, server]) end.on("error", () => {});
    socket.pipe(server, { end: false });
    server.pipe(socket);
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const address = relay.address();
  const through = new URL(url);
  through.port = String(typeof address === "object" && address ? address.port : 0);
  return {
    url: through.href,
    break() {
      for (const socket of near) socket.destroy();
    },
    close() {
      for (const socket of [...near, ...far]) socket.destroy();
      return new Promise((resolve) => relay.close(resolve));
    },
  };
}

const postgres = databases.filter(({ name }) => name === "PostgreSQL");

describe.each(postgres)("the roles of a process whose connections break, on $name", ({ open }) => {
  let opened: TestDatabase;
  let admin: pg.Client;
  beforeAll(async () => {
    opened = await open();
    admin = new pg.Client({ connectionString: opened.url });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await opened.close();
  });

  const held = async (role: string) => (await opened.db.heldRoles([role])).has(role);
  /** Ends the connection that holds a role, as a restart of the server does. */
  const breakHolder = (role: string) =>
    sql`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND (classid::bigint << 32) | objid::bigint = hashtext(${`caunoi:${role}`})::bigint`.execute(
      opened.db.read,
    );

  test("are taken again, and bells are heard again", async () => {
    const lost: string[] = [];
    const db = await openDatabase(opened.url, (role) => lost.push(role));
    let heard = 0;
    db.hear("inbound", () => {
      heard += 1;
    });
    await db.takeRole("deliver-9");
    await breakHolder("deliver-9");
    await until("the role was taken again", () => heard > 0);
    expect(await held("deliver-9")).toBe(true);
    expect(lost).toEqual([]);
    const before = heard;
    opened.db.ring("inbound");
    await until("the bell was heard", () => heard > before);
    await db.close();
    expect(await held("deliver-9")).toBe(false);
  });

  test("are taken back from a connection that only the server still believes in", async () => {
    const lost: string[] = [];
    const way = await openBreakableWay(opened.url);
    const db = await openDatabase(way.url, (role) => lost.push(role));
    let isBack = false;
    db.hear("inbound", () => {
      isBack = true;
    });
    await db.takeRole("deliver-8");
    way.break();
    await until("the role was taken again", () => isBack);
    expect(await held("deliver-8")).toBe(true);
    expect(lost).toEqual([]);
    await db.close();
    await way.close();
  });

  test("are lost when another process was quicker", async () => {
    const lost: string[] = [];
    const db = await openDatabase(opened.url, (role) => lost.push(role));
    await db.takeRole("schedule");
    // Waits in the server for the lock, and so has it before anybody who comes back.
    const waiting = admin.query("SELECT pg_advisory_lock(hashtext('caunoi:schedule'))");
    await breakHolder("schedule");
    await waiting;
    await until("it was told", () => lost.length > 0);
    expect(lost).toEqual(["schedule"]);
    await admin.query("SELECT pg_advisory_unlock_all()");
    await db.close();
  });

  test("one process has a role, the others stand by until they are stopped", async () => {
    const [one, two] = [await openDatabase(opened.url), await openDatabase(opened.url)];
    const stopping = new AbortController();
    expect(await awaitRole(one, "schedule", stopping.signal)).toBe(true);
    let outcome: boolean | undefined;
    const standingBy = awaitRole(two, "schedule", stopping.signal).then((taken) => {
      outcome = taken;
    });
    expect(await awaitRole(two, "poll-telegram", stopping.signal)).toBe(true);
    expect(outcome).toBeUndefined();
    stopping.abort();
    await standingBy;
    expect(outcome).toBe(false);
    await Promise.all([one.close(), two.close()]);
  });
});
