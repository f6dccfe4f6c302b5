import type { OutletName } from "./outlet.ts";

/**
 * The outlets a campaign cannot name on this machine, each with what to do about it (for operators and authors of
 * campaign files).
 */
export function outletsOff(config: {
  readonly facebook: object | undefined;
  readonly server: { readonly publicUrl: string };
}): ReadonlyMap<OutletName, string> {
  if (!config.facebook) {
    const names = "FACEBOOK_PAGE_ID and FACEBOOK_PAGE_TOKEN";
    return new Map([["facebook-page", `is not set up: set ${names} (docs/outlets.md), or take it out`]]);
  }
  if (!isReachable(config.server.publicUrl)) {
    const why = "needs an address Facebook and its readers can open: set PUBLIC_URL, or take it out";
    return new Map([["facebook-page", why]]);
  }
  return new Map();
}

/** Whether people elsewhere could open the address: a host with a name of its own. */
function isReachable(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return hostname.includes(".") && !/^(?:127\.|0\.|10\.|192\.168\.)/.test(hostname);
}
