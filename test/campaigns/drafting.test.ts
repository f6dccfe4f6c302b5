import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  clausesCalled,
  draftByTemplate,
  draftKinds,
  draftWithModel,
  type Guard,
  sift,
} from "../../src/campaigns/drafting.ts";
import { assistDraft, readSentences } from "../../src/campaigns/drafting-assist.ts";
import { readCampaign } from "../../src/campaigns/file.ts";
import { draftQuestions } from "../../src/campaigns/quiz/drafting.ts";
import { readQuestions } from "../../src/campaigns/quiz/questions-file.ts";
import { silenceTracing } from "../../src/config.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { createModel } from "../../src/llm/model.ts";
import { readPrompts, shippedPrompts } from "../../src/llm/prompts.ts";
import { findGroundFaults } from "../../src/questions/ground.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { type ModelServer, startModelServer } from "../support/openai-server.ts";
import { clause, document, now, setting } from "./sample.ts";

const text = "Công đoàn cơ sở tổ chức tập huấn an toàn lao động cho đoàn viên, ít nhất 02 lần mỗi năm.";
const library = createLibrary(
  [document("kh-360")],
  [
    clause("kh-360", "II.1.1", { text }),
    clause("kh-360", "II.1.2", {
      position: 1,
      text: "Phát động phong trào thi đua lao động sáng tạo; biểu dương điển hình tiên tiến.",
    }),
    clause("kh-360", "II.1.3", {
      position: 2,
      text: "Chăm lo đời sống vật chất, tinh thần của người lao động.",
    }),
    clause("kh-360", "II.3.4", {
      position: 3,
      text: "Hướng dẫn đoàn viên gửi sáng kiến qua công đoàn cơ sở nơi làm việc.",
    }),
  ],
);
const guard: Guard = (shelf, said) => findGroundFaults(shelf, said).length === 0;
const carried = "Công đoàn cơ sở tổ chức tập huấn an toàn lao động ít nhất 02 lần mỗi năm.";
const invented = "Công đoàn thưởng mỗi người 5 triệu đồng.";

describe("a draft by template", () => {
  const clauses = clausesCalled(library, ["kh-360#II.1.1"]);

  test.each(draftKinds.filter((kind) => kind !== "event"))("of the kind %s can be added as it is", (kind) => {
    const file = draftByTemplate(library, clauses, { kind, now });
    const reading = readCampaign(file, { ...setting, library });
    expect(reading).toMatchObject({ kind: "plan" });
  });

  test("quotes the clause word for word, with where it stands and as a source", () => {
    const file = draftByTemplate(library, clauses, { kind: "notice", now });
    expect(file).toContain(`“${text}”\n(Văn bản kh-360, mục II.1.1)`);
    const reading = readCampaign(file, { ...setting, library });
    expect(reading.kind === "plan" && reading.plan.sources).toEqual(["kh-360#II.1.1"]);
    const [citation] = [
      { document: "kh-360", clause: "II.1.1", label: "Văn bản kh-360, mục II.1.1", quote: text },
    ];
    expect(guard(library, { text: `“${text}”`, citations: [citation] })).toBe(true);
  });

  test("of an event cannot be added before its time and place are filled in", () => {
    const reading = readCampaign(draftByTemplate(library, clauses, { kind: "event", now }), {
      ...setting,
      library,
    });
    expect(reading).toMatchObject({ kind: "faulty" });
    expect(JSON.stringify(reading)).toContain("{{clause}}");
  });

  test("from a clause that is not published is refused by name", () => {
    expect(() => clausesCalled(library, ["kh-360#IX"])).toThrow(/kh-360#IX is no published clause/);
  });
});

describe("what a model proposes", () => {
  test("stays only when it is carried by what it cites itself", () => {
    const proposed = [
      { text: carried, cites: ["kh-360#II.1.1"] },
      { text: carried, cites: ["kh-360#II.1.3"] },
      { text: carried.replace("02", "03"), cites: ["kh-360#II.1.1"] },
      { text: invented, cites: ["kh-360#II.1.1"] },
      { text: carried, cites: [] },
      { text: carried, cites: ["kh-360#II.1.1", "kh-9#I"] },
      { text: "Công đoàn cơ sở tổ chức tập huấn {{clause}}", cites: ["kh-360#II.1.1"] },
    ];
    const { kept, dropped } = sift(library, proposed, { guard, isAllowed: () => true });
    expect(kept).toEqual([proposed[0]]);
    expect(dropped).toHaveLength(6);
  });

  test("is read sentence by sentence with its marks", () => {
    const reply = `<think>hm</think>\n- Một câu. [kh-360#II.1.1]\n2) Hai câu [kh-360#II.1.2; kh-360#II.1.3] Câu trần.`;
    expect(readSentences(reply)).toEqual([
      { text: "Một câu.", cites: ["kh-360#II.1.1"] },
      { text: "Hai câu", cites: ["kh-360#II.1.2", "kh-360#II.1.3"] },
      { text: "Câu trần.", cites: [] },
    ]);
  });
});

describe("with a model", () => {
  let server: ModelServer;
  let opened: TestDatabase;
  beforeAll(async () => {
    server = await startModelServer();
    opened = await openTestDatabase();
  });
  afterEach(() => server.behave(undefined));
  afterAll(async () => {
    await server.close();
    await opened.close();
  });
  const settings = (change: object = {}) => ({
    ...{
      apiKey: "sk-test",
      baseUrl: server.url,
      answers: "answers-1",
      embeds: undefined,
      transcribes: undefined,
    },
    ...{ timeoutMs: 3000, callsPerDay: 0, tokensPerDay: 0, ...change },
  });
  const assist = (request: string, change: object = {}) =>
    assistDraft(request, { queries: opened.db.read, library, guard, now, settings: settings(change) });
  const reply = (said: string) => ({ how: "reply" as const, text: said });

  test("a draft holds its carried sentences, and the others are named", async () => {
    const sentences = [
      { text: carried, cites: ["kh-360#II.1.1"] },
      { text: invented, cites: ["kh-360#II.1.1"] },
    ];
    server.script(reply(JSON.stringify({ sentences })));
    const parts = { prompts: readPrompts(shippedPrompts), clock: () => now, log: silentLog };
    const model = createModel(settings(), parts);
    const asked = { kind: "notice", now, guard, model, deadline: model.deadline() } as const;
    const made = await draftWithModel(library, clausesCalled(library, ["kh-360#II.1.1"]), asked);
    expect(made.file).toContain(carried);
    expect(made.dropped).toEqual([invented]);
    server.script({ how: "status", status: 401 });
    const plain = await draftWithModel(library, clausesCalled(library, ["kh-360#II.1.1"]), asked);
    expect(plain.file).toBe(
      draftByTemplate(library, clausesCalled(library, ["kh-360#II.1.1"]), { kind: "notice", now }),
    );
  });

  test("the assistant looks for clauses, reads one, and drafts what they carry", async () => {
    const before = server.calls.length;
    server.script(
      { how: "call", tool: "find_clauses", input: { asked: "tập huấn an toàn lao động" } },
      { how: "call", tool: "read_clause", input: { asked: "kh-360#II.1.1" } },
      reply(`${carried} [kh-360#II.1.1]\n${invented} [kh-360#II.1.1]\nNhanh tay lên!`),
    );
    const made = await assist("Nhắc tập huấn an toàn, liên hệ 0912345678");
    expect(made).toMatchObject({ kind: "draft", dropped: [invented, "Nhanh tay lên!"] });
    const file = made.kind === "draft" ? made.file : "";
    expect(readCampaign(file, { ...setting, library })).toMatchObject({ kind: "plan" });
    expect(file).toContain(carried);
    const calls = server.calls.slice(before).map(({ body }) => body);
    expect(calls).toHaveLength(3);
    expect(calls[1]).toContain("kh-360#II.1.1");
    expect(calls[2]).toContain("ít nhất 02 lần");
    expect(calls.join()).not.toContain("0912345678");
  });

  test("an assistant that calls tools without an end is stopped", async () => {
    const before = server.calls.length;
    server.behave({ how: "call", tool: "find_clauses", input: { asked: "an toàn" } });
    expect(await assist("an toàn")).toMatchObject({
      kind: "none",
      words: expect.stringContaining("(calls)"),
    });
    expect(server.calls.length - before).toBeLessThanOrEqual(6);
  });

  test("a call is tried once, and a failure is said in words", async () => {
    const before = server.calls.length;
    server.behave({ how: "status", status: 500 });
    expect(await assist("an toàn")).toMatchObject({
      kind: "none",
      words: expect.stringContaining("bản nháp theo mẫu"),
    });
    expect(server.calls.length - before).toBe(1);
  });

  test("nothing that is carried makes no draft", async () => {
    server.script(reply(`${invented} [kh-360#II.1.1]`));
    expect(await assist("thưởng")).toMatchObject({ kind: "none", words: expect.stringContaining("căn cứ") });
  });

  test("without a model, and without a wish, it says so", async () => {
    const asked = { queries: opened.db.read, library, guard, now, settings: undefined };
    expect(await assistDraft("an toàn", asked)).toMatchObject({
      words: expect.stringContaining("OPENAI_MODEL"),
    });
    expect(await assist("an toàn", { answers: undefined })).toMatchObject({ kind: "none" });
    await expect(assist("  ")).rejects.toMatchObject({ code: "invalid" });
  });

  test("what would send prompts to a service of LangChain's maker is switched off", () => {
    const env = { LANGSMITH_TRACING: "true", LANGCHAIN_TRACING_V2: "true", PATH: "/bin" };
    silenceTracing(env);
    expect(env).toEqual({ PATH: "/bin" });
  });
});

describe("questions by template", () => {
  test("can be read as they are, each with one right option that stands in its clause", () => {
    const clauses = clausesCalled(library, ["kh-360#II.1.1", "kh-360#II.3.4"]);
    const { text: drafted, left } = draftQuestions(library, clauses);
    expect(left).toEqual([]);
    const { questions, faults } = readQuestions(drafted.split("\n"), { line: 0, isPoll: false, library });
    expect(faults).toEqual([]);
    for (const [index, { options, right }] of questions.entries()) {
      const own = clauses[index]?.text ?? "";
      expect(options.filter((option) => own.includes(option))).toEqual([options[right ?? -1]]);
    }
  });

  test("a clause of which nothing can be asked is named", () => {
    const poor = createLibrary([document("a")], [clause("a", "1", { text: "Như trên." })]);
    expect(draftQuestions(poor, poor.clauses)).toEqual({ text: "", left: ["a#1"] });
  });
});
