import { type RawBuilder, sql } from "kysely";
import type { Database } from "./database.ts";

/** Most processes that may do one thing for one database at a time. */
const mostSeats = 64;

/** The roles under which several processes do one thing side by side, one each: `deliver`, `deliver-2` … */
export function seatsOf(what: string): string[] {
  return Array.from({ length: mostSeats }, (_, n) => (n === 0 ? what : `${what}-${n + 1}`));
}

/** Takes the first free seat; undefined when all are taken. It is free again when its process is gone, however it went. */
export async function takeSeat(db: Database, what: string): Promise<string | undefined> {
  for (const seat of seatsOf(what)) if (await db.takeRole(seat)) return seat;
  return undefined;
}

/** One of several equal parts: the `index`th of `of`. */
export type Part = { readonly index: number; readonly of: number };

/** A condition: `partOf` the column's text is this one. For PostgreSQL; SQLite has one process and needs no parts. */
export function isInPart(column: string, { index, of }: Part): RawBuilder<boolean> {
  const text = sql.ref(column);
  const number = sql`ascii(right(${text}, 1)) + 10 * ascii(right(${text}, 2)) + 100 * ascii(right(${text}, 3))`;
  return sql<boolean>`mod(${number}, ${of}) = ${index}`;
}

/** Which of `of` parts a text is in, by its last three characters: the numbers of platforms spread evenly there. */
export function partOf(text: string, of: number): number {
  const letters = [...text];
  const code = (last: number) => letters.slice(-last)[0]?.codePointAt(0) ?? 0;
  return (code(1) + 10 * code(2) + 100 * code(3)) % of;
}
