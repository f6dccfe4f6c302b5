import type { Conflict, CouncilMember, Criterion, ScoreSheet, Tally } from "../record-types.ts";

/** A council decides together: one sheet is an opinion, not a council's. */
const fewestCounted = 2;

/**
 * What the sheets of one proposal say together. Sheets of members with a conflict never count, neither for the
 * mean nor for the quorum, and those members are not entitled to score. A member's later sheet replaces the
 * earlier one before it comes here.
 */
export function tallyOf(given: {
  members: readonly CouncilMember[];
  rubric: readonly Criterion[];
  quorum: number;
  conflicts: readonly Conflict[];
  sheets: readonly ScoreSheet[];
}): Tally {
  const excludedIds = new Set(given.conflicts.map(({ councilMemberId }) => councilMemberId));
  const entitled = given.members.filter(({ id }) => !excludedIds.has(id));
  // In the order of the seats, which says nothing of who scored when.
  const counted = entitled.flatMap(
    ({ id }) => given.sheets.find(({ councilMemberId }) => councilMemberId === id) ?? [],
  );
  const scored = new Set(counted.map(({ councilMemberId }) => councilMemberId));
  // Rounded before it is rounded up, so that 2/3 of six members is four and not five.
  const needed = Math.max(fewestCounted, Math.ceil(Number((given.quorum * entitled.length).toFixed(6))));
  const totals = counted.map(({ points }) => totalOf(given.rubric, points));
  return {
    counted,
    excluded: given.conflicts,
    missing: entitled.filter(({ id }) => !scored.has(id)).map(({ id }) => id),
    entitled: entitled.length,
    needed,
    hasQuorum: counted.length >= needed,
    mean: meanOf(totals),
    spread: spreadOf(totals),
    means: Object.fromEntries(
      given.rubric.map(({ id }) => [id, meanOf(counted.map(({ points }) => points[id] ?? 0)) ?? 0]),
    ),
  };
}

/** A sheet's points together, of 100. */
export function totalOf(rubric: readonly Criterion[], points: Readonly<Record<string, number>>): number {
  return rubric.reduce((sum, { id }) => sum + (points[id] ?? 0), 0);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sample standard deviation. */
function spreadOf(values: readonly number[]): number | null {
  const mean = meanOf(values);
  if (mean === null || values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
