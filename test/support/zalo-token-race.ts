import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startZaloOaServer } from "./zalo-server-oa.ts";

const program = fileURLToPath(new URL("./zalo-token-process.ts", import.meta.url));

/** What became of the pair after a race. */
export type Race = {
  /** Every round in which a process did not get the one good token, in words. */
  readonly faults: readonly string[];
  readonly renewals: number;
};

/**
 * Lets `processes` processes of the operating system, which share nothing but the database, ask for a token
 * at once, round after round, each time after the platform refused the one they have. Some rounds the platform
 * is slow, so that one waits for the other's renewal.
 */
export async function raceTokens(race: {
  readonly databaseUrl: string;
  readonly rounds: number;
  readonly processes: number;
}): Promise<Race> {
  const server = await startZaloOaServer();
  const runners = Array.from({ length: race.processes }, () => startRunner(race.databaseUrl, server.url));
  const faults: string[] = [];
  try {
    for (const runner of runners) await runner.read();
    let refused = "";
    for (let round = 1; round <= race.rounds; round++) {
      if (round % 5 === 0) server.inject({ how: "slow", ms: 60, path: "/v4/oa/access_token" });
      for (const runner of runners) runner.write(refused);
      const given = await Promise.all(runners.map((runner) => runner.read()));
      const wrong = given.filter((token) => token !== server.pair.access);
      for (const token of wrong) faults.push(`round ${round}: ${token} instead of ${server.pair.access}`);
      refused = server.pair.access;
    }
    return { faults, renewals: server.renewals() };
  } finally {
    for (const runner of runners) await runner.stop();
    await server.close();
  }
}

function startRunner(databaseUrl: string, root: string) {
  const child: ChildProcess = spawn(process.execPath, [program, databaseUrl, root], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (!child.stdout || !child.stdin) throw new Error("A process without pipes.");
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async read(): Promise<string> {
      const { value, done } = await lines.next();
      return done ? "! the process ended" : value;
    },
    write: (line: string) => void stdin.write(`${line}\n`),
    async stop() {
      stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
