import type { ProposalState } from "../record-types.ts";

/** What can be done to a proposal. */
export type Action =
  /** The unit tries the idea. */
  | "tryOut"
  /** The trial ended without a result: an idea again. */
  | "giveUpTrial"
  /** It is known to be applied or tried: it is an application now. */
  | "file"
  | "receive"
  | "return"
  | "resubmit"
  | "accept"
  | "refer"
  | "takeBack"
  | "recognize"
  | "decline"
  | "reopen"
  | "withdraw";

/**
 * The life of a proposal. What is missing here cannot be done: an idea has no way to `recognized` but through
 * `file` (Điều 3 Điều lệ Sáng kiến), and nothing leaves `recognized`. A unit without a council may decide in
 * review ("hội đồng sáng kiến hoặc thủ trưởng công nhận").
 */
const life: Readonly<Record<ProposalState, Partial<Readonly<Record<Action, ProposalState>>>>> = {
  idea: { tryOut: "trial", file: "filed", withdraw: "withdrawn" },
  trial: { file: "filed", giveUpTrial: "idea", withdraw: "withdrawn" },
  unclear: { tryOut: "trial", giveUpTrial: "idea", file: "filed", withdraw: "withdrawn" },
  filed: { receive: "received", withdraw: "withdrawn" },
  received: { return: "returned", accept: "inReview", withdraw: "withdrawn" },
  returned: { resubmit: "received", withdraw: "withdrawn" },
  inReview: {
    return: "returned",
    refer: "council",
    recognize: "recognized",
    decline: "declined",
    withdraw: "withdrawn",
  },
  council: { takeBack: "inReview", recognize: "recognized", decline: "declined", withdraw: "withdrawn" },
  recognized: {},
  declined: { reopen: "inReview" },
  withdrawn: { reopen: "filed" },
};

/** Every state there is. */
export const states = Object.keys(life) as readonly ProposalState[];

/** Actions that are done only with a reason the author can read. */
const needingReason: ReadonlySet<Action> = new Set(["return", "decline", "withdraw", "reopen", "takeBack"]);

export type Transition =
  | { readonly kind: "to"; readonly state: ProposalState }
  /** Not from here; `allowed` is what can be done instead. */
  | { readonly kind: "notFrom"; readonly allowed: readonly Action[] }
  | { readonly kind: "needsReason" };

/** Where an action leads from a state, or why not. */
export function transition(state: ProposalState, action: Action, reason: string | null): Transition {
  const to = life[state][action];
  if (to === undefined) return { kind: "notFrom", allowed: allowedIn(state) };
  if (needingReason.has(action) && (reason ?? "").trim() === "") return { kind: "needsReason" };
  return { kind: "to", state: to };
}

/** States whose reason the author has to know; other reasons are the officers' own notes. */
export function tellsWhy(state: ProposalState): boolean {
  return state === "returned" || state === "declined" || state === "withdrawn";
}

/** What can be done in a state. */
export function allowedIn(state: ProposalState): Action[] {
  return Object.keys(life[state]) as Action[];
}

/** Reads a stored state; one that is not known is an `unclear` proposal, which an officer has to look at. */
export function readState(stored: string): ProposalState {
  return states.find((state) => state === stored) ?? "unclear";
}
