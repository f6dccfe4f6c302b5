import type { Database } from "../../src/database/database.ts";
import { newId } from "../../src/kit/id.ts";
import { addOfficer, findOfficer, type Officer, type OfficerTerms } from "../../src/people/officers.ts";
import { now } from "./sample.ts";

/** An officer who has set themselves up: may approve and send unless said otherwise. */
export async function makeActive(
  db: Database,
  name: string,
  terms: Partial<OfficerTerms> = {},
): Promise<Officer> {
  return db.transact(async (tx) => {
    const usual = { role: "approver", unit: null, maySend: true } as const;
    const { id } = await addOfficer(tx, { ...usual, ...terms, name }, now);
    await tx.updateTable("officer").set({ status: "active", login: id }).where("id", "=", id).execute();
    const officer = await findOfficer(tx, id);
    if (!officer) throw new Error(`${name} is not there.`);
    return officer;
  });
}

/** A small tree: the province LD, under it X1 with CDCS-A, and X2. Does nothing when it is there. */
export async function plantUnits(db: Database): Promise<void> {
  const rows = [
    { code: "LD", parent: null },
    { code: "X1", parent: "LD" },
    { code: "CDCS-A", parent: "X1" },
    { code: "X2", parent: "LD" },
  ];
  await db.transact(async (tx) => {
    if (await tx.selectFrom("unit").select("id").limit(1).executeTakeFirst()) return;
    const ids = new Map(rows.map(({ code }) => [code, newId<"unit">()]));
    for (const { code, parent } of rows) {
      const at = { created_at: now, updated_at: now };
      const row = {
        id: ids.get(code) ?? "",
        code,
        name: `Đơn vị ${code}`,
        level: "grassroots" as const,
        ...at,
      };
      await tx
        .insertInto("unit")
        .values({ ...row, parent_id: parent && (ids.get(parent) ?? null) })
        .execute();
    }
  });
}
