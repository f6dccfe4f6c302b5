import type { Outlet } from "./outlet.ts";

/**
 * The portal: feeds and pages that this program serves itself out of its database. An item is public as soon as
 * its row says so, and shows corrections and withdrawal at once, so there is nothing to call.
 */
export function createPortalFeed(): Outlet {
  return {
    name: "portal-feed",
    isRepeatable: true,
    publish: async ({ slug, url }) => ({ kind: "published", externalId: slug, url }),
    revise: async (slug, { url }) => ({ kind: "published", externalId: slug, url }),
    remove: async (slug) => ({ kind: "published", externalId: slug, url: null }),
  };
}
