import type { Queries } from "../database/database.ts";
import type { Officer } from "../people/officers.ts";
import { findItem, type Item, visibleSheets } from "../proposals/council/item.ts";
import { minutesOf, minutesText } from "../proposals/council/minutes.ts";
import type { CouncilMember, Proposal } from "../proposals/record-types.ts";
import type { CouncilView } from "./proposal-shapes.ts";
import { rightsOf } from "./rights.ts";

/** The seat an officer has in a council: the one with exactly their name. Two of the same name are nobody's. */
export function ownSeat({ council }: Item, { name }: Pick<Officer, "name">): CouncilMember | undefined {
  const same = council.members.filter((seat) => seat.name.normalize("NFC") === name.normalize("NFC"));
  return same.length === 1 ? same[0] : undefined;
}

/**
 * Where a proposal stands before its council as one officer may see it: until scoring is closed who has scored,
 * and nobody's points but their own.
 */
export async function councilView(
  queries: Queries,
  { id, number }: Pick<Proposal, "id" | "number">,
  officer: Pick<Officer, "name" | "role" | "maySend">,
): Promise<CouncilView | null> {
  const item = await findItem(queries, id);
  if (!item) return null;
  const { council, tally } = item;
  const isClosed = item.status === "closed";
  const seat = rightsOf(officer).has("proposals.score") ? ownSeat(item, officer) : undefined;
  const seen = visibleSheets(item, seat?.id ?? null);
  const minutes = isClosed ? await minutesOf(queries, number) : undefined;
  const scored = new Set(item.sheets.map(({ councilMemberId }) => councilMemberId));
  return {
    name: council.name,
    unit: council.unit,
    isClosed,
    rubric: council.rubric,
    members: council.members.map(({ id: seatId, name, role, unit }) => ({
      ...{ id: seatId, name, role, unit, hasScored: scored.has(seatId) },
      conflict: conflictOf(item, seatId),
      sheet: isClosed ? sheetOf(seen, seatId) : null,
    })),
    mine: seat ? { seat: seat.id, sheet: sheetOf(seen, seat.id) } : null,
    counted: tally.counted.length,
    entitled: tally.entitled,
    needed: tally.needed,
    hasQuorum: tally.hasQuorum,
    mean: isClosed ? tally.mean : null,
    spread: isClosed ? tally.spread : null,
    conclusion: item.conclusion,
    minutes: minutes?.kind === "minutes" ? minutesText(minutes.minutes) : null,
  };
}

function conflictOf({ conflicts }: Item, seatId: string): CouncilView["members"][number]["conflict"] {
  const found = conflicts.find(({ councilMemberId }) => councilMemberId === seatId);
  return found ? { kind: found.kind, why: found.why } : null;
}

function sheetOf(sheets: Item["sheets"], seatId: string) {
  const found = sheets.find(({ councilMemberId }) => councilMemberId === seatId);
  return found ? { points: found.points, comment: found.comment } : null;
}
