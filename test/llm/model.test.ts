import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { silentLog } from "../../src/kit/log.ts";
import { addMs, type Instant, instant } from "../../src/kit/time.ts";
import type { Masked } from "../../src/llm/deidentify.ts";
import { createModel, type Model, type ModelSettings } from "../../src/llm/model.ts";
import { readPrompts, shippedPrompts } from "../../src/llm/prompts.ts";
import { type ModelServer, startModelServer } from "../support/openai-server.ts";

const prompts = readPrompts(shippedPrompts);
const question = "Sáng kiến là gì?" as Masked;
const ask = { question, clauses: [{ id: "c1", label: "Điều 1", text: "Sáng kiến là giải pháp mới." }] };
const good = JSON.stringify({ sentences: [{ text: "Sáng kiến là giải pháp mới.", cites: ["c1"] }] });

let server: ModelServer;
let now: Instant;
beforeEach(async () => {
  server = await startModelServer(() => good);
  now = instant("2026-11-22T01:00:00Z");
});
afterEach(() => server.close());

function open(change: Partial<ModelSettings> = {}): Model {
  const settings: ModelSettings = {
    apiKey: "sk-test",
    baseUrl: server.url,
    answers: "answers-1",
    embeds: "embeds-1",
    transcribes: "hears-1",
    timeoutMs: 3_000,
    callsPerDay: 0,
    tokensPerDay: 0,
    ...change,
  };
  return createModel(settings, { prompts, clock: () => now, log: silentLog });
}

const compose = (model: Model) => model.compose(ask, model.deadline());
const whys = async (model: Model, times: number) => {
  const seen: string[] = [];
  for (let call = 0; call < times; call++) {
    const outcome = await compose(model);
    seen.push(outcome.kind === "none" ? outcome.why : outcome.kind);
  }
  return seen;
};

describe("a model that answers", () => {
  it("is asked with the prompt's words, the data as JSON, and the key", async () => {
    expect(await compose(open())).toEqual({
      kind: "said",
      value: [{ text: "Sáng kiến là giải pháp mới.", cites: ["c1"] }],
    });
    const [call] = server.callsTo("/chat/completions");
    const body = JSON.parse(call?.body ?? "") as { model: string; messages: { content: string }[] };
    expect(call?.headers.authorization).toBe("Bearer sk-test");
    expect(body.model).toBe("answers-1");
    expect(body.messages[1]?.content).toContain('Câu hỏi: "Sáng kiến là gì?"');
    expect(body.messages[1]?.content).toContain('"id":"c1"');
  });

  it("a server without a key gets none", async () => {
    await compose(open({ apiKey: undefined }));
    expect(server.calls[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ["between words", `Đây là kết quả:\n${good}\nHết.`],
    ["in a fence", `\`\`\`json\n${good}\n\`\`\``],
    ["behind its thoughts", `<think>{"sentences": "hm"} có lẽ {</think>\n${good}`],
    ["behind another object", `{"note": "}"} ${good}`],
  ])("is understood when the object stands %s", async (_, text) => {
    server.script({ how: "reply", text });
    expect((await compose(open())).kind).toBe("said");
    expect(server.calls).toHaveLength(1);
  });

  it.each([
    "Xin chào!",
    '{"sentences": [{"text": "Sáng',
    '{"sentences": [{"text": "Sáng kiến", "cites": []}]}',
    "[]",
  ])("is asked once more when its reply is not of the form: %s", async (text) => {
    server.script({ how: "reply", text });
    expect((await compose(open())).kind).toBe("said");
    const repair = JSON.parse(server.calls[1]?.body ?? "") as { messages: { content: string }[] };
    expect(repair.messages.at(-2)?.content).toBe(text);
    expect(repair.messages.at(-1)?.content).toContain('{"sentences"');
    server.script({ how: "reply", text }, { how: "reply", text });
    expect(await compose(open())).toEqual({ kind: "none", why: "unreadable" });
    expect(server.calls).toHaveLength(4);
  });

  it("gives vectors in the order of the texts, and what is said in a recording", async () => {
    const model = open();
    const outcome = await model.embed(["sáng kiến", "kinh phí"], model.deadline());
    expect(outcome.kind === "said" && outcome.value.map((vector) => vector.length)).toEqual([64, 64]);
    server.hear(" sáng kiến là gì ");
    const recording = { bytes: Buffer.from("OggS…"), name: "voice.ogg", mediaType: "audio/ogg" };
    expect(await model.transcribe(recording, model.deadline())).toEqual({
      kind: "said",
      value: "sáng kiến là gì",
    });
    expect(server.calls.at(-1)?.body).toContain('filename="voice.ogg"');
  });

  it("fills any form that has a prompt", async () => {
    server.script({ how: "reply", text: '{"question": "Kinh phí sáng kiến lấy ở đâu?"}' });
    const model = open();
    const inputs = { question, before: question, topics: { published: ["Kinh phí"] } };
    const schema = z.object({ question: z.string() });
    expect(await model.extract({ prompt: "rewrite-question", inputs, schema }, model.deadline())).toEqual({
      kind: "said",
      value: { question: "Kinh phí sáng kiến lấy ở đâu?" },
    });
  });
});

describe("a server in trouble", () => {
  it.each<[string, Parameters<ModelServer["script"]>[0], string]>([
    ["is down for a moment", { how: "status", status: 500 }, "said"],
    ["drops the call", { how: "reset" }, "said"],
    ["closes in the middle of its answer", { how: "cut" }, "said"],
    ["asks to wait a moment", { how: "status", status: 429, headers: { "retry-after": "1" } }, "said"],
    ["asks to wait too long", { how: "status", status: 429, headers: { "retry-after": "60" } }, "limited"],
    ["refuses the key", { how: "status", status: 401 }, "refused"],
    ["answers a web page", { how: "bytes", body: "<html>Login</html>", type: "text/html" }, "unreadable"],
    [
      "answers half its JSON",
      { how: "bytes", body: '{"choices":[{', type: "application/json" },
      "unreadable",
    ],
    ["answers nothing", { how: "bytes", body: "", type: "application/json" }, "unreadable"],
    ["answers another JSON", { how: "bytes", body: '{"ok":true}', type: "application/json" }, "unreadable"],
    ["answers without an end", { how: "flood" }, "unreadable"],
  ])("that %s", async (_, behavior, end) => {
    server.script(behavior);
    expect(await whys(open(), 1)).toEqual([end]);
  });

  it("that never answers takes the time of one message, not more", async () => {
    server.behave({ how: "hang" });
    const model = open({ timeoutMs: 150 });
    const deadline = model.deadline();
    expect(await model.compose(ask, deadline)).toEqual({ kind: "none", why: "deadline" });
    expect(await model.compose(ask, deadline)).toEqual({ kind: "none", why: "deadline" });
    expect(server.calls).toHaveLength(1);
  });

  it("that does not know the model is asked once", async () => {
    const model = open({ answers: "gpt-none" });
    expect(await whys(model, 3)).toEqual(["refused", "resting", "resting"]);
    expect(server.calls).toHaveLength(1);
    expect((await model.embed(["a"], model.deadline())).kind).toBe("said");
  });

  it("that is away is left alone, then tried again, and used once it is back", async () => {
    server.behave({ how: "reset" });
    const model = open();
    expect(await whys(model, 3)).toEqual(["network", "resting", "resting"]);
    expect(server.calls).toHaveLength(2);
    now = addMs(now, 31_000);
    expect(await whys(model, 2)).toEqual(["network", "resting"]);
    now = addMs(now, 31_000);
    expect(await whys(model, 1)).toEqual(["resting"]);
    server.behave(undefined);
    now = addMs(now, 61_000);
    expect(await whys(model, 2)).toEqual(["said", "said"]);
  });

  it("with no place left answers nobody late", async () => {
    server.behave({ how: "reply", text: good, afterMs: 150 });
    const model = open();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => compose(model)));
    expect(outcomes.filter(({ kind }) => kind === "said")).toHaveLength(8);
    expect(outcomes.filter((one) => one.kind === "none" && one.why === "busy")).toHaveLength(4);
  });
});

describe("the budget of a day", () => {
  it("ends calls and begins anew at midnight in Việt Nam", async () => {
    const model = open({ callsPerDay: 2 });
    expect(await whys(model, 3)).toEqual(["said", "said", "budget"]);
    now = instant("2026-11-22T17:01:00Z");
    expect(await whys(model, 1)).toEqual(["said"]);
  });

  it("counts tokens as the server does", async () => {
    expect(await whys(open({ tokensPerDay: 100 }), 3)).toEqual(["said", "said", "budget"]);
  });
});

it("what is not set up is off and calls nobody", async () => {
  const model = open({ answers: undefined, embeds: undefined, transcribes: undefined });
  expect(model.can).toEqual({ answer: false, embed: false, transcribe: false });
  expect(await compose(model)).toEqual({ kind: "none", why: "off" });
  expect(await model.embed(["a"], model.deadline())).toEqual({ kind: "none", why: "off" });
  expect(server.calls).toHaveLength(0);
});
