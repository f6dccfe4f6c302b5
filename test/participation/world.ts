import { readXlsx } from "hucre/xlsx";
import type { Database } from "../../src/database/database.ts";
import { importMembers } from "../../src/people/import-members.ts";
import { importUnits } from "../../src/people/import-units.ts";
import { tieRoster } from "../../src/people/roster.ts";
import { newFiller, now } from "./filler.ts";

const units =
  "Mã,Tên,Cấp,Mã cấp trên,Hiệu lực đến,Kế tục\n" +
  "LDLD,Liên đoàn Lao động tỉnh,tỉnh,,,\nCDCS-CHE,CĐCS Chè,cơ sở,LDLD,,\n" +
  "CDCS-MOI,CĐCS Mới,cơ sở,LDLD,,\nCDCS-CU,CĐCS Cũ,cơ sở,LDLD,2025-06-30,CDCS-MOI\n";
const members =
  "Mã đoàn viên,Họ và tên,Đơn vị,Chức vụ\nDV1,Lò Thị Mai,CDCS-CHE,Công nhân\n" +
  "DV2,Giàng A Súa,CDCS-CHE,\nDV3,Vàng Thị Dợ,CDCS-MOI,\n";

/** Four units, one of them merged, and three people on the roster; Mai has linked her chat. */
export async function rosterOf3(db: Database): Promise<{ mai: string }> {
  const { id } = await newFiller(db);
  await db.transact(async (tx) => {
    const terms = { now, isTrial: false };
    const taken = await importUnits(tx, Buffer.from(units), terms);
    const listed = await importMembers(tx, Buffer.from(members), terms);
    if (taken.kind !== "taken" || listed.kind !== "taken") throw new Error(JSON.stringify([taken, listed]));
    const entry = await tx
      .selectFrom("roster")
      .select("id")
      .where("code", "=", "DV1")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("address")
      .values({
        ...{ channel: "telegram", external_id: "mai", member_id: id, name: null, is_reachable: 1 },
        ...{ unreachable_why: null, last_inbound_at: now, created_at: now },
      })
      .execute();
    await tieRoster(tx, { rosterId: entry.id, memberId: id, now });
  });
  return { mai: id };
}

/** The first sheet as texts, empty cells as "". */
export async function readBack(bytes: Uint8Array | undefined): Promise<string[][]> {
  const { sheets } = await readXlsx(bytes ?? new Uint8Array());
  const width = Math.max(...(sheets[0]?.rows.map((row) => row.length) ?? []));
  return (sheets[0]?.rows ?? []).map((row) =>
    Array.from({ length: width }, (_, at) =>
      row[at] === null || row[at] === undefined ? "" : String(row[at]),
    ),
  );
}
