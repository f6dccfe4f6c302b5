import { z } from "zod";
import { meaningOf, sayGraphError } from "./facebook-errors.ts";
import { type Graph, openGraph } from "./facebook-graph.ts";
import type { FacebookSettings } from "./facebook-page.ts";
import type { OutletCheckup } from "./outlet.ts";

const me = z.object({ id: z.string(), name: z.string().optional() });
const debug = z.object({
  data: z.object({
    is_valid: z.boolean().optional(),
    expires_at: z.number().optional(),
    scopes: z.array(z.string()).optional(),
  }),
});
/** What publishing, changing and looking need; source: developers.facebook.com/docs/pages-api. */
const needed = ["pages_manage_posts", "pages_read_engagement"];
const soonMs = 14 * 24 * 3_600_000;

/** Whose token it is, what it may do and how long it lasts. Nothing is changed or published. */
export async function checkFacebook(settings: FacebookSettings, nowMs: number): Promise<OutletCheckup> {
  const graph = openGraph(settings);
  try {
    const answer = await graph.get("/me?fields=id,name", me);
    if (answer.kind === "lost") return bad(`Facebook does not answer (${answer.why}): try again later.`);
    if (answer.kind === "error") {
      const meaning = meaningOf(answer.error);
      const isOld = meaning.kind === "refused" && meaning.why === "tokenExpired";
      const help = isOld
        ? "the token is expired or revoked: make a new one (docs/outlets.md)"
        : "look at the token";
      return bad(`${sayGraphError(answer.error)}: ${help}.`);
    }
    const { id, name = "without a name" } = answer.value;
    if (id !== settings.pageId)
      return bad(
        `the token belongs to ${id}, not to the page ${settings.pageId}: use the page's own token (docs/outlets.md).`,
      );
    const notes = await notesOf(graph, settings.pageToken, nowMs);
    return { isWell: notes.length === 0, lines: [`publishes on the page ${name}.`, ...notes] };
  } finally {
    graph.close();
  }
}

/** What the token itself says; a token that may not be asked about says nothing, which is no fault. */
async function notesOf(graph: Graph, token: string, nowMs: number): Promise<string[]> {
  const answer = await graph.post("/debug_token", {
    fields: { input_token: token, method: "get" },
    schema: debug,
  });
  if (answer.kind !== "ok") return [];
  const { scopes, expires_at: expires = 0 } = answer.value.data;
  const lacking = scopes ? needed.filter((scope) => !scopes.includes(scope)) : [];
  const isSoon = expires > 0 && expires * 1000 < nowMs + soonMs;
  return [
    ...(lacking.length > 0 ? [`The token lacks ${lacking.join(" and ")}: make a new one.`] : []),
    ...(isSoon
      ? [`The token ends on ${new Date(expires * 1000).toISOString().slice(0, 10)}: make one that lasts.`]
      : []),
  ];
}

function bad(line: string): OutletCheckup {
  return { isWell: false, lines: [line] };
}
