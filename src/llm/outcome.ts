/**
 * Why the model gave nothing. None of these is the member's affair: the caller goes on without a model.
 *
 * `off`: not set up for this work. `budget`: the day's calls or tokens are spent. `resting`: it failed lately
 * and is left alone. `busy`: too many calls are under way. `deadline`: the time of this message is over.
 * `network`, `limited`, `refused`, `server`: the server was away, said wait, turned the call down (key, model
 * name), or failed. `unreadable`: it answered, but not in the form asked for.
 */
export type Why =
  | "off"
  | "budget"
  | "resting"
  | "busy"
  | "deadline"
  | "network"
  | "limited"
  | "refused"
  | "server"
  | "unreadable";

export type Outcome<T> =
  | { readonly kind: "said"; readonly value: T }
  | { readonly kind: "none"; readonly why: Why };

export function none(why: Why): { readonly kind: "none"; readonly why: Why } {
  return { kind: "none", why };
}
