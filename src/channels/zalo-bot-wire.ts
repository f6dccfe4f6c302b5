import { openLine } from "./line.ts";
import { readAnswer, ZaloRefusal } from "./zalo-wire.ts";

/** How long a call may take, in milliseconds. */
const callMs = 20_000;
/** More than any answer of the Bot API; a captive portal's endless page ends here. */
const longestAnswerBytes = 2 ** 20;

/** The methods of the Bot API that are used here. */
type Method =
  | "getMe"
  | "getUpdates"
  | "setWebhook"
  | "deleteWebhook"
  | "getWebhookInfo"
  | "sendMessage"
  | "sendChatAction";

export type BotWire = {
  /**
   * Calls a method and resolves with its `result`. Rejects with `ZaloRefusal` when Zalo says no (often with
   * HTTP 200), with `LostCall` when it says nothing readable.
   */
  call(
    method: Method,
    payload: object,
    options?: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<unknown>;
  close(): void;
};

/**
 * Opens the way to the Zalo Bot API at `apiRoot`: POST with JSON to `/bot<token>/<method>`, answered by
 * `{ok, result}` or `{ok: false, error_code, description}` (bot.zaloplatforms.com/docs). The token stands in
 * the path, which never appears in an error.
 */
export function openBotWire(options: { readonly token: string; readonly apiRoot: string }): BotWire {
  const root = new URL(options.apiRoot);
  const line = openLine(root);
  const prefix = root.pathname.replace(/\/+$/, "");
  return {
    async call(method, payload, { signal, timeoutMs = callMs } = {}) {
      const answer = await line.request({
        method: "POST",
        path: `${prefix}/bot${options.token}/${method}`,
        body: JSON.stringify(payload),
        contentType: "application/json",
        timeoutMs,
        mostBytes: longestAnswerBytes,
        signal,
      });
      const { ok, result, error_code: code, description } = readAnswer(answer);
      if (ok === true) return result;
      throw new ZaloRefusal(Number(code ?? answer.status), String(description ?? "no description"));
    },
    close: () => line.close(),
  };
}
