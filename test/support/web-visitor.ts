import { expect } from "vitest";
import type { WireLine } from "../../src/http/chat/wire.ts";
import { until } from "../http/visitor.ts";

/** Somebody on the web chat of a running program. */
export type WebVisitor = {
  /**
   * Says something and resolves with every line since, as JSON, once one of them holds `wanted`: an answer may
   * come in several messages, each when it was sent.
   */
  ask(text: string, wanted?: string): Promise<string>;
};

/** A new visitor of the program at `url`, over HTTP, who keeps their cookie. */
export function visitProgram(url: string): WebVisitor {
  let cookie = "";
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { "content-type": "application/json", ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(`${url}${path}`, { ...init, headers });
    cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    return response;
  };
  const lines = async () => ((await (await call("/chat/history")).json()) as { lines: WireLine[] }).lines;
  return {
    ask: async (text, wanted = "") => {
      const before = (await lines()).length;
      const body = JSON.stringify({ id: crypto.randomUUID(), text });
      expect((await call("/chat/messages", { method: "POST", body })).status).toBe(200);
      return until(async () => {
        const replies = (await lines()).slice(before + 1);
        const said = JSON.stringify(replies);
        return replies.length > 0 && said.includes(wanted) ? said : undefined;
      }, 15_000);
    },
  };
}
