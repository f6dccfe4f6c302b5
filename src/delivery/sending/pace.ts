/** What a message holds while it is under way: the moment it may leave, and how many places it takes. */
export type Ticket = { readonly leavesMs: number; readonly places: number };

/** Spaces the bulk messages of one channel. Moments are milliseconds of `performance.now()`. */
export type Pace = {
  /** How many messages may leave from now until `byMs`. */
  available(byMs: number, nowMs: number): number;
  /** Takes `many` places for one message, which may leave at `leavesMs`. */
  take(many: number, nowMs: number): Ticket;
  /** The place of a message that waits for none, a reply: what leaves meanwhile counts for the others. */
  lend(nowMs: number): Ticket;
  /** The platform answered at `nowMs` what left at `leftMs`. */
  giveBack(ticket: Ticket, leftMs: number, nowMs: number): void;
  /** Keeps `many` of the channel's places from now on: other processes have the rest. */
  keep(many: number, nowMs: number): void;
  /** When the next message may leave; infinite while all places are taken. */
  readonly nextMs: number;
  /** The places of the whole channel. */
  readonly places: number;
};

/** Platforms count over any second; what two clocks round costs a millisecond. */
const secondMs = 1001;
/** Places another process gave up were used until a moment ago, and its last call may still be under way. */
const handOverMs = 2_000;
/** What was held up is made up for this much faster than the rate, not in one burst. */
const catchUp = 0.9;

/**
 * At most `perSecond` messages in any second as the platform counts, whatever the way there takes. A message arrives
 * after it leaves and before it is answered: so its place is free again one second after the answer, less the shortest
 * way there and back. Counting from the moment of leaving would let a slow message and a quick one arrive together.
 *
 * A new pace hands its places out over its first second: whoever sent before, an earlier life of this process, used
 * them in the same order.
 */
export function createPace(perSecond: number, nowMs: number): Pace {
  if (perSecond === Number.POSITIVE_INFINITY) return unlimited;
  const places = Math.max(1, Math.floor(perSecond));
  const windowMs = (secondMs * places) / perSecond;
  const trips = createShortestTrip();
  const free = createQueue(Array.from({ length: places }, (_, n) => nowMs + (n * windowMs) / places));
  let kept = places;
  let total = places;
  let notBeforeMs = nowMs;
  const gapMs = () => (catchUp * windowMs) / Math.max(1, kept);

  return {
    places,
    available(byMs, atMs) {
      const fromMs = Math.max(notBeforeMs, atMs);
      const byGap = byMs < fromMs ? 0 : Math.floor((byMs - fromMs) / gapMs()) + 1;
      return free.countUntil(byMs, byGap);
    },
    take(many, atMs) {
      const taken = free.take(many);
      const leavesMs = Math.max(atMs, notBeforeMs, ...taken);
      notBeforeMs = leavesMs + many * gapMs();
      return { leavesMs, places: taken.length };
    },
    lend: (atMs) => ({ leavesMs: atMs, places: free.take(1).length }),
    giveBack(ticket, leftMs, atMs) {
      const freeMs = atMs + windowMs - trips.note(atMs - leftMs, atMs);
      for (let n = 0; n < ticket.places; n++) {
        if (total > kept) total -= 1;
        else free.add(freeMs);
      }
    },
    keep(many, atMs) {
      kept = many;
      while (total > kept && free.dropLast()) total -= 1;
      for (; total < kept; total++) free.add(atMs + handOverMs);
    },
    get nextMs() {
      return Math.max(notBeforeMs, free.first ?? Number.POSITIVE_INFINITY);
    },
  };
}

const unlimited: Pace = {
  places: Number.POSITIVE_INFINITY,
  nextMs: 0,
  available: () => Number.POSITIVE_INFINITY,
  take: (_many, nowMs) => ({ leavesMs: nowMs, places: 0 }),
  lend: (nowMs) => ({ leavesMs: nowMs, places: 0 }),
  giveBack: () => {},
  keep: () => {},
};

/** Moments in the order they were added, taken from the front. */
function createQueue(moments: number[]) {
  let head = 0;
  return {
    get first() {
      return moments[head];
    },
    countUntil(byMs: number, most: number): number {
      let many = 0;
      while (many < most && (moments[head + many] ?? Number.POSITIVE_INFINITY) <= byMs) many += 1;
      return many;
    },
    take(many: number): number[] {
      const taken = moments.slice(head, head + many);
      head += taken.length;
      if (head > 1024) moments.splice(0, head);
      if (head > 1024) head = 0;
      return taken;
    },
    add: (moment: number) => void moments.push(moment),
    dropLast: () => moments.length > head && moments.pop() !== undefined,
  };
}

const rememberTripsMs = 60_000;
/** A first call also opens its connection: the shortest of few is no shortest. */
const fewTrips = 50;

/** The shortest way there and back of the last one to two minutes; none while only few have been gone. */
function createShortestTrip() {
  let now = Number.POSITIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let since = Number.NEGATIVE_INFINITY;
  let many = 0;
  return {
    note(tripMs: number, atMs: number): number {
      if (atMs - since > rememberTripsMs && many % fewTrips === 0) {
        before = now;
        now = Number.POSITIVE_INFINITY;
        since = atMs;
      }
      now = Math.min(now, Math.max(0, tripMs));
      many += 1;
      return many < fewTrips ? 0 : Math.min(now, before);
    },
  };
}
