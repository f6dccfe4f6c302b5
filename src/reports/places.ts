import type { CalendarDate } from "../kit/time.ts";
import { isCurrent, keyOf, type Unit, type Units } from "../people/units.ts";

/** Phạm vi — which units a figure is about. `at` is one unit without those under it; `unknown`: no unit known. */
export type Scope =
  | { readonly kind: "all" }
  | { readonly kind: "under"; readonly code: string }
  | { readonly kind: "at"; readonly code: string }
  | { readonly kind: "unknown" };

/** What is known of a row's place: the unit it holds, and the unit somebody wrote. */
export type Place = { readonly unitId: string | null; readonly said: string | null };

/**
 * The tree of units as it stands on one day, and where rows belong in it. A unit that has ended gives its rows to
 * whoever took over; so the same rows of last year and of this year stand under the same name, and figures can be
 * compared across a reorganization.
 */
export type Places = {
  readonly day: CalendarDate;
  /** The code of the unit a row counts with on that day; null when none is known. */
  unitOf(place: Place): string | null;
  /** Whether a unit (null: none known) lies in a scope. */
  isIn(code: string | null, scope: Scope): boolean;
  /** What a table of a scope is made of: the unit right below it that `code` counts with. */
  lineOf(code: string | null, scope: Scope): string | null;
  /** The unit a scope lies under: its own, or the one at the top of everything; null when there are several. */
  baseOf(scope: Scope): string | null;
  /** The units of that day right below a scope, by name. */
  below(scope: Scope): readonly Unit[];
  find(code: string): Unit | undefined;
};

/**
 * Places as of `day`. A unit that ended before it counts with its one successor; of several, with the nearest unit
 * above all of them, for nobody knows how it was divided; without any it stays what it was. A name somebody wrote
 * is understood when it is exactly the name, old name or code of one unit, and goes before where the list of
 * members has the person: it says where the thing was done.
 */
export function placesOn(units: Units, day: CalendarDate): Places {
  const byId = new Map(units.all.map((unit) => [unit.id, unit]));
  const stands = standing(units, day);
  const said = new Map<string, string | null>();
  const codeSaid = (text: string) => {
    const known = said.get(text);
    if (known !== undefined) return known;
    const meant = new Set(units.called(text).map(({ code }) => stands(code)));
    const [only] = meant;
    const code = meant.size === 1 && only !== undefined ? only : null;
    said.set(text, code);
    return code;
  };
  const chainOf = chains(units, stands);
  const top = onlyTop(units, day);
  const baseOf = (scope: Scope) => (scope.kind === "under" || scope.kind === "at" ? scope.code : top);
  const lineOf = (code: string | null, scope: Scope) => {
    if (code === null) return null;
    const chain = chainOf(code);
    const base = baseOf(scope);
    const at = chain.findIndex((each) => base !== null && keyOf(each) === keyOf(base));
    return (at < 0 ? chain.at(-1) : chain[at - 1]) ?? code;
  };
  const isIn = (code: string | null, scope: Scope) => {
    if (scope.kind === "all") return true;
    if (scope.kind === "unknown") return code === null;
    if (code === null) return false;
    if (scope.kind === "at") return keyOf(code) === keyOf(scope.code);
    return chainOf(code).some((each) => keyOf(each) === keyOf(scope.code));
  };
  return {
    day,
    isIn,
    lineOf,
    baseOf,
    unitOf({ unitId, said: text }) {
      const named = text === null || text === "" ? null : codeSaid(text);
      if (named !== null) return named;
      const unit = unitId === null ? undefined : byId.get(unitId);
      return unit ? stands(unit.code) : null;
    },
    below: (scope) => {
      const base = baseOf(scope);
      return units.all
        .filter((unit) => isCurrent(unit, day) && unit.code !== base)
        .filter(({ code }) => isIn(code, scope) && lineOf(code, scope) === code)
        .toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
    },
    find: (code) => units.byCode(code),
  };
}

/** The one unit at the top, when there is one. */
function onlyTop(units: Units, day: CalendarDate): string | null {
  const tops = units.all.filter((unit) => unit.parent === null && isCurrent(unit, day));
  return tops.length === 1 && tops[0] ? tops[0].code : null;
}

/** A unit and everything above it, nearest first, as of the day. */
function chains(units: Units, stands: (code: string) => string): (code: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const chainOf = (code: string): readonly string[] => {
    const before = known.get(code);
    if (before) return before;
    known.set(code, [code]);
    let above = units.byCode(code)?.parent ?? null;
    // Who took over its own parent stands above itself no longer.
    while (above !== null && stands(above) === code) above = units.byCode(above)?.parent ?? null;
    const chain = above === null ? [code] : [code, ...chainOf(stands(above))];
    known.set(code, chain);
    return chain;
  };
  return chainOf;
}

/** The unit that stands for a unit on a day: itself, or who took over. */
function standing(units: Units, day: CalendarDate): (code: string) => string {
  const known = new Map<string, string>();
  const resolve = (code: string, seen: ReadonlySet<string>): string => {
    const unit = units.byCode(code);
    if (!unit || isCurrent(unit, day) || isToCome(unit, day)) return unit?.code ?? code;
    const next = [
      ...new Set(
        unit.successors.filter((one) => !seen.has(one)).map((one) => resolve(one, new Set([...seen, one]))),
      ),
    ];
    const [only] = next;
    if (only === undefined) return unit.code;
    return next.length === 1
      ? only
      : (nearestAbove(units, next, (one) => resolve(one, new Set([...seen, one]))) ?? unit.code);
  };
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const found = resolve(code, new Set([code]));
    known.set(code, found);
    return found;
  };
}

function isToCome({ validFrom }: Unit, day: CalendarDate): boolean {
  return validFrom !== null && validFrom > day;
}

/** The lowest unit that stands above all of them. */
function nearestAbove(
  units: Units,
  codes: readonly string[],
  stands: (code: string) => string,
): string | undefined {
  const lines = codes.map((code) => {
    const line: string[] = [];
    for (let at: string | null = code; at !== null && !line.includes(at); ) {
      line.push(at);
      const above: string | null = units.byCode(at)?.parent ?? null;
      at = above === null ? null : stands(above);
    }
    return line;
  });
  return lines[0]?.find((code) => lines.every((line) => line.includes(code)));
}
