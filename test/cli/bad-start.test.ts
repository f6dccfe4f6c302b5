import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { freePort } from "../support/postgres.ts";

const project = join(import.meta.dirname, "..", "..");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "caunoi-bad-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the program where it cannot start, and returns what it says before it ends by itself. */
async function start(settings: Record<string, string>): Promise<{ code: number | null; errors: string }> {
  const env = {
    PATH: process.env.PATH,
    HOST: "127.0.0.1",
    PORT: String(await freePort()),
    DATA_DIR: folder,
    ...settings,
  };
  const child = spawn(process.execPath, [join(project, "bin/run.mjs"), "src/main.ts"], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 15_000,
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  return { code, errors };
}

async function listening(status = 200, body = "{}") {
  const server = createServer((_request, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(body),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, close: () => server.close() };
}

describe("a start that cannot succeed says so in one line", () => {
  it("for wrong and half-given settings, with a line for each, before anything is made", async () => {
    const { code, errors } = await start({ QUIET_HOURS: "late", TELEGRAM_MODE: "webhook" });
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(3);
    expect(errors).toMatch(/QUIET_HOURS is "late"[\s\S]*TELEGRAM_BOT_TOKEN is missing/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("for a port that is taken", async () => {
    const other = await listening();
    const { code, errors } = await start({ PORT: String(other.port) });
    other.close();
    expect(code).toBe(1);
    expect(errors.trim()).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken by another program\..*$/);
  });

  it("for a data folder that cannot be written", async () => {
    writeFileSync(join(folder, "file"), "in the way");
    const { code, errors } = await start({ DATA_DIR: join(folder, "file") });
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(errors).toContain(join(folder, "file"));
  });

  it("for a database file that is none", async () => {
    writeFileSync(
      join(folder, "caunoi.db"),
      "a text that somebody saved under this name, long enough for a header",
    );
    const { code, errors } = await start({});
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(errors).toContain("caunoi.db");
  });

  it("for a second process on the same SQLite file", async () => {
    const db = await openDatabase(`file:${join(folder, "caunoi.db")}`);
    await db.takeRole("server");
    const { code, errors } = await start({});
    await db.close();
    expect(code).toBe(1);
    expect(errors.trim()).toMatch(/^Another .* process already serves this database .*$/);
  });

  it("for a database server that does not answer", async () => {
    const { code, errors } = await start({
      DATABASE_URL: `postgres://union:s3cret@127.0.0.1:${await freePort()}/x`,
    });
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(errors).toMatch(/PostgreSQL does not answer/);
    expect(errors).not.toContain("s3cret");
  });

  it.each([401, 404])("for a Telegram token that Telegram answers with %d", async (error_code) => {
    const body = JSON.stringify({ ok: false, error_code, description: "Unauthorized" });
    const telegram = await listening(error_code, body);
    const { code, errors } = await start({
      TELEGRAM_BOT_TOKEN: "123456:AAE-not-known",
      TELEGRAM_API_ROOT: `http://127.0.0.1:${telegram.port}`,
    });
    telegram.close();
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(errors).toMatch(/does not know the bot token/);
    expect(errors).not.toContain("AAE-not-known");
  });

  it("for a database in a folder that cannot be made", async () => {
    const { code, errors } = await start({ DATABASE_URL: "file:/proc/none/caunoi.db" });
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(errors).toContain("/proc/none");
  });
});
