import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Behavior, type ModelServer, startModelServer } from "../support/openai-server.ts";
import { openTerminal } from "../support/terminal.ts";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer(() => "OK");
});
afterEach(() => server.behave(undefined));
afterAll(() => server.close());

async function doctor(env: Record<string, string>): Promise<string[]> {
  const terminal = openTerminal(env);
  const { out } = await terminal.type(["doctor"]);
  terminal.close();
  return out.split("\n").filter((line) => / model /.test(line));
}

const one = () => ({ OPENAI_BASE_URL: server.url, OPENAI_MODEL: "answers-1" });

it("without a model the doctor says that it is off", async () => {
  expect(await doctor({})).toEqual([expect.stringMatching(/^ok +model +off/)]);
});

it("each model that is set is tried once", async () => {
  const all = { ...one(), OPENAI_EMBEDDING_MODEL: "embeds-1", OPENAI_TRANSCRIBE_MODEL: "hears-1" };
  expect(await doctor(all)).toEqual([
    expect.stringMatching(/^ok +model +\d+ prompts can be used/),
    expect.stringMatching(/^ok .*OPENAI_MODEL=answers-1: answers \(70 tokens\)/),
    expect.stringMatching(/^ok .*OPENAI_EMBEDDING_MODEL=embeds-1: gives vectors of 64 numbers/),
    expect.stringMatching(/^ok .*OPENAI_TRANSCRIBE_MODEL=hears-1: listens/),
  ]);
});

it("a model the server does not know is named", async () => {
  expect((await doctor({ ...one(), OPENAI_MODEL: "gpt-none" })).at(-1)).toMatch(
    /^fault .*gpt-none: not known there/,
  );
});

it.each<[string, Behavior, RegExp]>([
  ["refuses the key", { how: "status", status: 401 }, /check OPENAI_API_KEY/],
  ["has no credit left", { how: "status", status: 429 }, /no credit left/],
  ["fails", { how: "status", status: 503 }, /fails \(503\)/],
  [
    "answers a page",
    { how: "bytes", body: "<html>", type: "text/html" },
    /must lead to an OpenAI-compatible API/,
  ],
  ["cannot be reached", { how: "reset" }, /cannot be reached: check OPENAI_BASE_URL/],
  ["does not answer", { how: "hang" }, /does not answer in time/],
])("a server that %s is a fault that says what to do", async (_, behavior, words) => {
  server.behave(behavior);
  const found = await doctor({ ...one(), OPENAI_API_KEY: "sk-secret-key", OPENAI_TIMEOUT_MS: "1500" });
  expect(found.at(-1)).toMatch(/^fault/);
  expect(found.at(-1)).toMatch(words);
  expect(found.join()).not.toContain("sk-secret-key");
});

describe("ask --model", () => {
  const asked = "Nghị quyết 16 đặt chỉ tiêu bao nhiêu tiến sĩ?";
  const type = async (env: Record<string, string>, ...args: string[]) => {
    const terminal = openTerminal(env);
    const ran = await terminal.type(["ask", ...args]);
    terminal.close();
    return ran;
  };

  it("answers with the summary members would get", async () => {
    const summary = "Đến năm 2028, hệ thống Công đoàn Việt Nam có ít nhất 900 người có trình độ tiến sĩ.";
    const text = JSON.stringify({ sentences: [{ text: summary, cites: ["c1"] }] });
    server.behave({ how: "reply", text });
    expect((await type(one(), "--model", asked)).out).toContain(summary);
    expect((await type(one(), asked)).out).not.toContain(summary);
  });

  it("without a model says what to set", async () => {
    const { code, errors } = await type({}, "--model", asked);
    expect(code).not.toBe(0);
    expect(errors).toContain("OPENAI_MODEL");
  });
});
