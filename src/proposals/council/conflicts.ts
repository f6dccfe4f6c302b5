import { fold } from "../../kit/vietnamese.ts";
import type { Author, Conflict, CouncilMember } from "../record-types.ts";

/** What a conflict is read from. */
type Interests = {
  readonly members: readonly CouncilMember[];
  readonly authors: readonly Author[];
  /** Where the authors work. */
  readonly units: readonly string[];
  readonly excludesSameUnit: boolean;
  /** What people said themselves, and names an officer found to belong to somebody else. */
  readonly said: readonly { councilMemberId: string; kind: "declared" | "cleared"; why: string }[];
};

/**
 * Who may not score one proposal, and why. An author never scores their own work: known by the member they are in
 * the chat, or by the same name as long as no officer cleared it as somebody else's. Clearing undoes a shared name
 * only, never an author's own account.
 */
export function conflictsOf(given: Interests): Conflict[] {
  return given.members.flatMap((member) => conflictOf(member, given) ?? []);
}

function conflictOf(member: CouncilMember, given: Interests): Conflict | undefined {
  const { id: councilMemberId } = member;
  const said = given.said.find((one) => one.councilMemberId === councilMemberId);
  const own = given.authors.find((author) => author.memberId !== null && author.memberId === member.memberId);
  if (own) return { councilMemberId, kind: "author", why: `là tác giả (${own.name})` };
  const name = fold(member.name);
  const namesake = given.authors.find((author) => fold(author.name) === name);
  if (namesake && said?.kind !== "cleared")
    return { councilMemberId, kind: "namesake", why: `trùng tên tác giả ${namesake.name}` };
  if (said?.kind === "declared") return { councilMemberId, kind: "declared", why: said.why };
  const unit = fold(member.unit);
  const isSame = given.excludesSameUnit && unit !== "" && given.units.some((each) => fold(each) === unit);
  return isSame ? { councilMemberId, kind: "sameUnit", why: `cùng đơn vị ${member.unit}` } : undefined;
}
