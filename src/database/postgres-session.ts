import pg from "pg";
import { newId } from "../kit/id.ts";
import { sleep } from "../kit/time.ts";
import type { Bell } from "./database.ts";

/** How soon a connection that broke is opened again. */
const comeBackMs = 250;
/** How often a role is asked for then. */
const mostTries = 4;
/** Rings that come faster than this share one notification. */
const ringEveryMs = 5;

type Heard = (whom: number | undefined) => void;

/** The one connection of a process that stays: its locks are the process's roles, and it rings and hears the bells. */
export type Session = {
  takeRole(role: string): Promise<boolean>;
  ring(bell: Bell, whom?: number): void;
  hear(bell: Bell, heard: Heard): void;
  close(): Promise<void>;
};

/**
 * Opens its connection when it is first needed. When it breaks (a restart, a failover) it comes back as soon as the server
 * does and takes its roles again; `onRoleLost` is called for one that another process took in between.
 */
export function createSession(url: string, onRoleLost: (role: string) => void): Session {
  const roles = new Set<string>();
  const bells = new Map<string, Heard[]>();
  const wake = (channel: string, whom?: number) => {
    for (const heard of bells.get(channel) ?? []) heard(whom);
  };
  const line = openLine(url, {
    onNotification: wake,
    async onBack(client) {
      for (const role of roles) if (!(await takeAgain(client, role))) onRoleLost(role);
      for (const channel of bells.keys()) await client.query(`LISTEN ${channel}`);
      // Whatever was rung meanwhile was not heard.
      for (const channel of bells.keys()) wake(channel);
    },
  });
  return {
    async takeRole(role) {
      if (!(await tryLock(await line.connected(), role))) return false;
      roles.add(role);
      return true;
    },
    ring: createRinger(line),
    hear(bell, heard) {
      const channel = channelOf(bell);
      const known = bells.get(channel);
      if (known) return void known.push(heard);
      bells.set(channel, [heard]);
      // When it fails the connection is gone, and coming back listens.
      line
        .connected()
        .then((client) => client.query(`LISTEN ${channel}`), line.comeBack)
        .catch(() => {});
    },
    close: line.close,
  };
}

/**
 * A ring is a hint: nobody waits for the disk because of one. A process whose machine is gone keeps its roles for half a
 * minute only.
 */
const options = [
  "-c synchronous_commit=off",
  "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4",
].join(" ");

const endFormerSql =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()";

/** A connection that is opened again when it breaks. */
type Line = {
  connected(): Promise<pg.Client>;
  comeBack(): Promise<void>;
  readonly isClosing: boolean;
  close(): Promise<void>;
};

function openLine(
  url: string,
  told: { onNotification(channel: string, whom?: number): void; onBack(client: pg.Client): Promise<void> },
): Line {
  const name = `caunoi-${newId<"process">()}`;
  let connecting: Promise<pg.Client> | undefined;
  let isClosing = false;

  function connected(): Promise<pg.Client> {
    connecting ??= connect().catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, keepAlive: true, options, application_name: name });
    client.on("error", () => {});
    client.on("notification", ({ channel, processId, payload }) => {
      if (processId === processIdOf(client)) return;
      told.onNotification(channel, payload ? Number(payload) : undefined);
    });
    await client.connect();
    client.once("end", () => {
      connecting = undefined;
      void comeBack();
    });
    return client;
  }

  async function comeBack(): Promise<void> {
    while (!isClosing) {
      try {
        const client = await connected();
        // Where the way there broke, the server may not know yet that the connection before is gone.
        await client.query(endFormerSql, [name]);
        return await told.onBack(client);
      } catch {
        await sleep(comeBackMs);
      }
    }
  }

  return {
    connected,
    comeBack,
    get isClosing() {
      return isClosing;
    },
    async close() {
      isClosing = true;
      const client = await connecting?.catch(() => undefined);
      await client?.end();
    },
  };
}

/** Sends each ring at once, or with others right after the one under way. */
function createRinger(line: Line): Session["ring"] {
  const rung = new Set<string>();
  let isRinging = false;
  const ringAll = async () => {
    while (rung.size > 0 && !line.isClosing) {
      const statements = [...rung].join(";");
      rung.clear();
      // Whoever should have heard looks by itself a moment later.
      await line
        .connected()
        .then((client) => client.query(statements))
        .catch(() => {});
      await sleep(ringEveryMs);
    }
    isRinging = false;
  };
  return (bell, whom) => {
    rung.add(`NOTIFY ${channelOf(bell)}${whom === undefined ? "" : `, '${whom}'`}`);
    if (isRinging) return;
    isRinging = true;
    void ringAll();
  };
}

function channelOf(bell: Bell): string {
  return `caunoi_${bell}`;
}

/** A connection that was just ended keeps its locks for another moment. */
async function takeAgain(client: pg.Client, role: string): Promise<boolean> {
  for (let tries = 1; tries < mostTries; tries++) {
    if (await tryLock(client, role)) return true;
    await sleep(comeBackMs);
  }
  return tryLock(client, role);
}

async function tryLock(client: pg.Client, role: string): Promise<boolean> {
  const { rows } = await client.query("SELECT pg_try_advisory_lock(hashtext($1)) AS taken", [
    `caunoi:${role}`,
  ]);
  return rows[0]?.taken === true;
}

/** The server's number for this connection, which the driver knows and its types leave out. */
function processIdOf(client: pg.Client): number | undefined {
  return (client as pg.Client & { readonly processID?: number }).processID;
}
