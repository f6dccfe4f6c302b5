import type { Queries } from "../../database/database.ts";
import { newId } from "../../kit/id.ts";
import type { Instant } from "../../kit/time.ts";
import { type Held, hold, leaveCouncil, moveOn, type NotActed, noteChange } from "../life/act.ts";
import type { Conflict, Council, CouncilMember, Tally } from "../record-types.ts";
import { findItem, type Item } from "./item.ts";
import { conclusionOf } from "./minutes.ts";
import { pointsFault } from "./rubric.ts";
import { findCouncil } from "./seats.ts";

/** Why a council's step was not taken; nothing was changed. */
export type NotInCouncil =
  | NotActed
  | { readonly kind: "noCouncil"; readonly id: string }
  | { readonly kind: "notBeforeCouncil"; readonly number: string }
  | { readonly kind: "noSuchMember"; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: "closed"; readonly number: string }
  | { readonly kind: "conflicted"; readonly name: string; readonly why: string }
  | { readonly kind: "points"; readonly fault: NonNullable<ReturnType<typeof pointsFault>> }
  | { readonly kind: "noQuorum"; readonly tally: Tally; readonly council: Council }
  | { readonly kind: "notNamesake"; readonly name: string };

type By = { readonly number: string; readonly by: string; readonly now: Instant };

/** Puts a proposal in review before a council; what an earlier council scored stays written, apart. */
export async function referToCouncil(
  tx: Queries,
  given: By & { councilId: string; version: number | null },
): Promise<{ kind: "done"; held: Held; conflicts: readonly Conflict[] } | NotInCouncil> {
  const council = await findCouncil(tx, given.councilId);
  if (!council) return { kind: "noCouncil", id: given.councilId };
  const found = await hold(tx, given.number, given.version);
  if (found.kind !== "held") return found;
  const acted = await moveOn(tx, found.held, { ...given, action: "refer", reason: null });
  if (acted.kind !== "done") return acted;
  const { held } = acted;
  await leaveCouncil(tx, held.id);
  await tx
    .insertInto("council_item")
    .values({
      id: newId<"councilItem">(),
      council_id: council.id,
      proposal_id: held.id,
      status: "open",
      opened_at: given.now,
      closed_at: null,
      closed_by: null,
      tally: null,
      conclusion: null,
    })
    .execute();
  const item = await findItem(tx, held.id);
  return { kind: "done", held, conflicts: item?.conflicts ?? [] };
}

/**
 * Keeps one member's sheet; given again before the closing it replaces the earlier one. Refused for whoever has a
 * conflict of interest, for points outside the criteria, and after the closing.
 */
export async function score(
  tx: Queries,
  given: By & { member: string; points: Readonly<Record<string, number>>; comment: string },
): Promise<{ kind: "scored"; item: Item } | NotInCouncil> {
  const open = await openItem(tx, given.number);
  if (open.kind !== "open") return open;
  const { item, held } = open;
  const seat = seatOf(item.council, given.member);
  if (!seat) return noSuchMember(item.council, given.member);
  const conflict = item.conflicts.find(({ councilMemberId }) => councilMemberId === seat.id);
  if (conflict) return { kind: "conflicted", name: seat.name, why: conflict.why };
  const fault = pointsFault(item.council.rubric, given.points);
  if (fault) return { kind: "points", fault };
  const sheet = { points: JSON.stringify(given.points), comment: given.comment.trim(), at: given.now };
  await tx
    .insertInto("council_score")
    .values({ item_id: item.id, council_member_id: seat.id, ...sheet })
    .onConflict((conflicting) => conflicting.columns(["item_id", "council_member_id"]).doUpdateSet(sheet))
    .execute();
  // The event says that somebody scored, never what: sheets are blind until the closing.
  await noteChange(tx, held, { kind: "scored", by: given.by, note: null, now: given.now });
  return { kind: "scored", item: (await findItem(tx, held.id)) ?? item };
}

/**
 * Writes down a member's conflict of interest (`declared`), or that a member who shares an author's name is
 * somebody else (`cleared`). A sheet that was given before stays written and no longer counts.
 */
export async function sayConflict(
  tx: Queries,
  given: By & { member: string; kind: "declared" | "cleared"; why: string },
): Promise<{ kind: "said"; item: Item } | NotInCouncil> {
  const open = await openItem(tx, given.number);
  if (open.kind !== "open") return open;
  const { item, held } = open;
  if (given.why.trim() === "") return { kind: "needsReason", number: given.number };
  const seat = seatOf(item.council, given.member);
  if (!seat) return noSuchMember(item.council, given.member);
  const standing = item.conflicts.find(({ councilMemberId }) => councilMemberId === seat.id);
  if (given.kind === "cleared" && standing?.kind !== "namesake")
    return { kind: "notNamesake", name: seat.name };
  const said = { kind: given.kind, why: given.why.trim(), by_whom: given.by, at: given.now };
  await tx
    .insertInto("council_conflict")
    .values({ item_id: item.id, council_member_id: seat.id, ...said })
    .onConflict((conflicting) => conflicting.columns(["item_id", "council_member_id"]).doUpdateSet(said))
    .execute();
  await noteChange(tx, held, {
    kind: `conflict-${given.kind}`,
    by: given.by,
    note: said.why,
    now: given.now,
  });
  return { kind: "said", item: (await findItem(tx, held.id)) ?? item };
}

/** Ends scoring: the tally is kept as it stands, everybody may see the sheets, and none can change any more. */
export async function closeScoring(
  tx: Queries,
  given: By,
): Promise<{ kind: "closedNow"; item: Item } | NotInCouncil> {
  const open = await openItem(tx, given.number);
  if (open.kind !== "open") return open;
  const { item, held } = open;
  if (!item.tally.hasQuorum) return { kind: "noQuorum", tally: item.tally, council: item.council };
  await tx
    .updateTable("council_item")
    .set({
      status: "closed",
      closed_at: given.now,
      closed_by: given.by,
      tally: JSON.stringify(item.tally),
      conclusion: conclusionOf(item.tally),
    })
    .where("id", "=", item.id)
    .execute();
  await noteChange(tx, held, { kind: "closed", by: given.by, note: null, now: given.now });
  return { kind: "closedNow", item: (await findItem(tx, held.id)) ?? item };
}

async function openItem(
  tx: Queries,
  number: string,
): Promise<{ kind: "open"; item: Item; held: Held } | NotInCouncil> {
  const found = await hold(tx, number);
  if (found.kind !== "held") return found;
  const item = await findItem(tx, found.held.id);
  if (!item) return { kind: "notBeforeCouncil", number };
  return item.status === "closed" ? { kind: "closed", number } : { kind: "open", item, held: found.held };
}

/** A member by id, by the place in the list ("2"), or by name. */
function seatOf({ members }: Council, named: string): CouncilMember | undefined {
  const byId = members.find(({ id }) => id === named);
  if (byId) return byId;
  const place = /^\d{1,2}$/.test(named) ? members[Number(named) - 1] : undefined;
  const sameName = members.filter(({ name }) => name.normalize("NFC") === named.trim().normalize("NFC"));
  return place ?? (sameName.length === 1 ? sameName[0] : undefined);
}

function noSuchMember({ members }: Council, name: string): NotInCouncil {
  return { kind: "noSuchMember", name, members: members.map((each) => each.name) };
}
