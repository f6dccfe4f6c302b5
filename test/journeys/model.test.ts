import { afterEach, describe, expect, test } from "vitest";
import type { WireLine } from "../../src/http/chat/wire.ts";
import { until } from "../http/visitor.ts";
import { type ModelServer, startModelServer } from "../support/openai-server.ts";
import { type Program, startProgram } from "../support/program.ts";

let server: ModelServer | undefined;
let program: Program | undefined;
afterEach(async () => {
  await program?.remove();
  await server?.close();
});

const asked = "Nghị quyết 16 đặt chỉ tiêu bao nhiêu tiến sĩ?";
const summary = "Đến năm 2028, hệ thống Công đoàn Việt Nam có ít nhất 900 người có trình độ tiến sĩ.";

/** Somebody on the web chat of the running program. */
function visit(url: string) {
  let cookie = "";
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { "content-type": "application/json", ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(`${url}${path}`, { ...init, headers });
    cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    return response;
  };
  const lines = async () => ((await (await call("/chat/history")).json()) as { lines: WireLine[] }).lines;
  return {
    /** Says something and resolves with everything the program answered to it. */
    async ask(text: string): Promise<string> {
      const before = (await lines()).length;
      const id = crypto.randomUUID();
      const stored = await call("/chat/messages", { method: "POST", body: JSON.stringify({ id, text }) });
      expect(stored.status).toBe(200);
      return until(async () => {
        const replies = (await lines()).slice(before + 1);
        return replies.length > 0 ? JSON.stringify(replies) : undefined;
      }, 15_000);
    },
  };
}

describe("the shipped program with a model", () => {
  test("answers with its summary, and without it once the model is gone", async () => {
    const model = await startModelServer(() =>
      JSON.stringify({ sentences: [{ text: summary, cites: ["c1"] }] }),
    );
    server = model;
    program = await startProgram({
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: "answers-1",
      OPENAI_EMBEDDING_MODEL: "embeds-1",
      OPENAI_TIMEOUT_MS: "5000",
    });
    await until(() => (program?.output().includes("knowledge.embedded") ? true : undefined), 15_000);
    const member = visit(program.url);
    await member.ask("/start");
    expect(await member.ask(asked)).toContain(summary);
    const clauses = model.callsTo("/embeddings").length;
    expect(model.callsTo("/embeddings").at(-1)?.body).toContain(asked);
    await program.stop();
    await program.restart();
    expect(await member.ask(asked)).toContain(summary);
    expect(model.callsTo("/embeddings").length - clauses).toBeLessThanOrEqual(1);
    await model.close();
    const without = await member.ask(asked);
    expect(without).toContain("900");
    expect(without).not.toContain(summary);
    expect(program.output()).not.toContain("tiến sĩ");
  });
});
