import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { addMs, systemClock } from "../../src/kit/time.ts";
import { type Meaning, openMeaning } from "../../src/knowledge/embeddings.ts";
import type { Library } from "../../src/knowledge/library.ts";
import { search } from "../../src/knowledge/retrieve.ts";
import { deidentify } from "../../src/llm/deidentify.ts";
import { createModel } from "../../src/llm/model.ts";
import { readPrompts, shippedPrompts } from "../../src/llm/prompts.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type ModelServer, startModelServer } from "../support/openai-server.ts";
import { libraryOf } from "./shelf.ts";

const documentOf = (lines: readonly string[]) => `---
id: tb
number: 1/TB-CĐ
title: Thông báo chung
---

# Thông báo chung

## I. Nội dung

${lines.map((line, at) => `${at + 1}. ${line}`).join("\n\n")}
`;

const first = libraryOf([
  documentOf([
    "Công đoàn thăm hỏi đoàn viên ốm đau tại bệnh viện.",
    "Sáng kiến được nộp cho cán bộ phụ trách của đơn vị.",
    "Lớp tập huấn mở vào mùa hè cho cán bộ trẻ.",
  ]),
]);
const second = libraryOf([
  documentOf([
    "Công đoàn thăm hỏi đoàn viên ốm đau tại bệnh viện.",
    "Sáng kiến được nộp cho ban chấp hành công đoàn.",
    "Lớp tập huấn mở vào mùa hè cho cán bộ trẻ.",
  ]),
]);

describe.each(databases)("meaning on $name", ({ open }) => {
  let opened: TestDatabase;
  let server: ModelServer;
  let library: Library;
  let meanings: Meaning[];
  let later = 0;
  beforeEach(async () => {
    later = 0;
    opened = await open();
    server = await startModelServer();
    library = first;
    meanings = [];
  });
  afterEach(async () => {
    for (const meaning of meanings) await meaning.close();
    await server.close();
    await opened.close();
  });

  const model = (name = "embeds-1") => {
    const settings = { answers: undefined, embeds: name, transcribes: undefined, timeoutMs: 1_000 };
    const limits = { callsPerDay: 0, tokensPerDay: 0, apiKey: undefined, baseUrl: server.url };
    return createModel(
      { ...settings, ...limits },
      { prompts: readPrompts(shippedPrompts), clock: () => addMs(systemClock(), later), log: silentLog },
    );
  };
  const start = (name = "embeds-1") => {
    const parts = { db: opened.db, model: model(name), name, clock: systemClock, log: silentLog };
    const meaning = openMeaning({ ...parts, library: () => library });
    meanings.push(meaning);
    return meaning;
  };
  const textsRead = () =>
    server.callsTo("/embeddings").flatMap(({ body }) => (JSON.parse(body) as { input: string[] }).input);
  const ask = async (meaning: Meaning, question: string) => {
    const near = model();
    return meaning.withMeaning(library, deidentify(question).text, near.deadline());
  };

  test("every clause is read once, also over a restart, and only changed words again", async () => {
    await start().catchUp();
    expect(new Set(textsRead()).size).toBe(first.clauses.length);
    expect(textsRead()).toHaveLength(first.clauses.length);
    expect(textsRead().some((text) => text.startsWith("Thông báo chung\nNội dung\nCông đoàn thăm hỏi"))).toBe(
      true,
    );
    expect(await start().catchUp()).toEqual({ read: 0, left: 0 });
    library = second;
    expect(await start().catchUp()).toEqual({ read: 1, left: 0 });
    expect(textsRead().at(-1)).toContain("ban chấp hành");
    const rows = await opened.db.read.selectFrom("clause_vector").select("key").execute();
    expect(rows).toHaveLength(new Set(second.clauses.map(({ id }) => id)).size);
  });

  test("what is near in meaning joins the hits of the words; the best of those stays first", async () => {
    const meaning = start();
    await meaning.catchUp();
    const question = "đoàn viên nộp cho cán bộ nào";
    const enriched = await ask(meaning, question);
    expect(enriched.near?.length).toBeGreaterThan(0);
    const plain = search(first, question, { limit: 1 }).hits;
    const fused = search(enriched, question).hits;
    expect(fused[0]?.clause.id).toBe(plain[0]?.clause.id);
    expect(new Set(fused.map(({ clause }) => clause.id)).size).toBe(fused.length);
    const byName = "Thông báo 1/TB-CĐ";
    expect(search(enriched, byName).hits).toEqual(search(first, byName).hits);
    expect(search(enriched, "xyzzy").hits).toEqual([]);
  });

  test("a dead server leaves the search as it is, and the clauses are read once it is back", async () => {
    server.behave({ how: "status", status: 400 });
    const meaning = start();
    expect(await meaning.catchUp()).toMatchObject({ read: 0 });
    expect(await ask(meaning, "sáng kiến nộp cho ai")).toEqual(library);
    server.behave(undefined);
    later = 10 * 60_000;
    expect(await meaning.catchUp()).toEqual({ read: first.clauses.length, left: 0 });
    server.behave({ how: "reset" });
    expect((await ask(meaning, "sáng kiến nộp cho ai")).near).toBeUndefined();
  });

  test("vectors of another model are never compared", async () => {
    await start().catchUp();
    const before = textsRead().length;
    const other = start("hears-1");
    await other.catchUp();
    expect(textsRead().length).toBe(before + first.clauses.length);
  });

  test("a question leaves without personal data", async () => {
    const meaning = start();
    await meaning.catchUp();
    await ask(meaning, "anh Tuấn 0912345678 nộp sáng kiến ở đâu");
    expect(textsRead().at(-1)).toBe("anh [TÊN_1] [SĐT_1] nộp sáng kiến ở đâu");
  });
});
