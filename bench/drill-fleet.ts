import { freePort } from "../test/support/postgres.ts";
import type { Chance } from "./chance.ts";
import type { DrillStage } from "./drill-stage.ts";
import { type Program, startProgram } from "./program.ts";
import { type Relay, startRelay } from "./relay.ts";

/** Several processes of the program on one database, behind one address. */
export type Fleet = {
  readonly relay: Relay;
  readonly pids: readonly number[];
  /** `kill -9` of one of them; returns what it did. */
  kill(chance: Chance): Promise<string>;
  /** Starts again whatever has ended, as a supervisor does; resolves when all can serve. */
  revive(): Promise<void>;
  /** SIGTERM to all; throws when one does not end well. */
  stop(): Promise<void>;
  /** Ends whatever is left of it, so that a drill that fails leaves nothing running. */
  abandon(): Promise<void>;
};

type Member = { readonly roles: string; readonly port: number; program: Program; hasEnded: boolean };

/** Starts a process for each entry of `roles` (`ROLES`) and resolves when all can serve. */
export async function startFleet(
  { settings, folder }: Pick<DrillStage, "settings" | "folder">,
  roles: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Fleet> {
  const ports = await Promise.all(roles.map(() => freePort()));
  const isWeb = (name: string) => name === "all" || name.split(",").includes("web");
  const relay = await startRelay(ports.filter((_, n) => isWeb(roles[n] ?? "")));
  const own = { ...settings, ...more, PUBLIC_URL: `http://127.0.0.1:${relay.port}` };
  const start = (member: Pick<Member, "roles" | "port">): Member => {
    const program = startProgram({ ...own, ROLES: member.roles }, { port: member.port, folder });
    const started: Member = { ...member, program, hasEnded: false };
    void program.ended.then(() => {
      started.hasEnded = true;
    });
    return started;
  };
  const members = roles.map((name, n) => start({ roles: name, port: ports[n] ?? 0 }));
  // Only a process with the web role listens; the others show by their work that they are up.
  const ready = (of: readonly Member[]) =>
    Promise.all(of.filter((member) => isWeb(member.roles)).map(({ program }) => readyOrSay(program)));
  await ready(members);
  return {
    relay,
    get pids() {
      return members.map(({ program }) => program.pid);
    },
    async kill(chance) {
      const member = chance.pick(members);
      await member.program.kill();
      return member.roles;
    },
    async revive() {
      const gone = members.filter(({ hasEnded }) => hasEnded);
      for (const member of gone) members[members.indexOf(member)] = start(member);
      await ready(members);
    },
    async abandon() {
      await relay.close();
      await Promise.all(members.map(({ program }) => program.kill()));
    },
    async stop() {
      await relay.close();
      const codes = await Promise.all(members.map(({ program }) => program.stop()));
      for (const [n, { roles: name, program }] of members.entries()) {
        if (codes[n] !== 0)
          throw new Error(`A process (${name}) ended with ${codes[n]}. ${program.complaints}`);
      }
    },
  };
}

async function readyOrSay(program: Program): Promise<void> {
  await program.ready.catch((error: unknown) => {
    throw new Error(`The program did not start. ${program.complaints}`, { cause: error });
  });
}
