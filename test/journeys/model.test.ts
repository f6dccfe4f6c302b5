import { afterEach, describe, expect, test } from "vitest";
import { until } from "../http/visitor.ts";
import { type ModelServer, startModelServer } from "../support/openai-server.ts";
import { type Program, startProgram } from "../support/program.ts";
import { visitProgram } from "../support/web-visitor.ts";

let server: ModelServer | undefined;
let program: Program | undefined;
afterEach(async () => {
  await program?.remove();
  await server?.close();
});

const asked = "Nghị quyết 16 đặt chỉ tiêu bao nhiêu tiến sĩ?";
const summary = "Đến năm 2028, hệ thống Công đoàn Việt Nam có ít nhất 900 người có trình độ tiến sĩ.";

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
    const member = visitProgram(program.url);
    await member.ask("/start");
    await member.ask(asked, summary);
    const clauses = model.callsTo("/embeddings").length;
    expect(model.callsTo("/embeddings").at(-1)?.body).toContain(asked);
    await program.stop();
    await program.restart();
    await member.ask(asked, summary);
    expect(model.callsTo("/embeddings").length - clauses).toBeLessThanOrEqual(1);
    await model.close();
    const without = await member.ask(asked, "900");
    expect(without).not.toContain(summary);
    expect(program.output()).not.toContain("tiến sĩ");
  });
});
