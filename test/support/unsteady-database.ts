import type { Database } from "../../src/database/database.ts";
import { Failure } from "../../src/kit/failure.ts";

/** A database whose transactions can be made to fail for a while, with the real one behind it. */
export type UnsteadyDatabase = Database & {
  /** The coming `count` transactions reject; nothing of them happens. */
  failNext(count: number): void;
  readonly failed: number;
};

export function createUnsteadyDatabase(real: Database): UnsteadyDatabase {
  let remaining = 0;
  let failed = 0;
  return {
    kind: real.kind,
    read: real.read,
    canSkipLocked: real.canSkipLocked,
    takeRole: (role) => real.takeRole(role),
    heldRoles: (roles) => real.heldRoles(roles),
    ring: (bell, whom) => real.ring(bell, whom),
    hear: (bell, heard) => real.hear(bell, heard),
    close: () => real.close(),
    failNext(count) {
      remaining = count;
    },
    get failed() {
      return failed;
    },
    async transact(work) {
      if (remaining === 0) return real.transact(work);
      remaining -= 1;
      failed += 1;
      throw new Failure("unavailable", "The database does not answer.");
    },
  };
}
