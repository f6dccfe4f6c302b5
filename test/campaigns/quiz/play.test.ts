import { readXlsx } from "hucre/xlsx";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveCampaign } from "../../../src/campaigns/approve.ts";
import { eraseQuizzes, moveMember, ownQuizzes } from "../../../src/campaigns/quiz/member.ts";
import { playQuiz, readQuizAction, resumeQuiz } from "../../../src/campaigns/quiz/play.ts";
import { addQuiz, type QuizId } from "../../../src/campaigns/quiz/quiz.ts";
import { readQuiz } from "../../../src/campaigns/quiz/quiz-file.ts";
import { quizCalled, quizResults, resultsXlsx, sayResults } from "../../../src/campaigns/quiz/results.ts";
import { newId } from "../../../src/kit/id.ts";
import { type Content, plainText } from "../../../src/kit/message.ts";
import { addMs } from "../../../src/kit/time.ts";
import { countAudience } from "../../../src/people/audience.ts";
import { databases, type TestDatabase } from "../../support/databases.ts";
import type { Recipient } from "../../support/stage-people.ts";
import { plantUnits } from "../officers.ts";
import { library, local, setting } from "../sample.ts";
import { type CampaignStage, createCampaignStage, due } from "../stage.ts";
import { quizFile } from "./quizzes.ts";

describe.each(databases)("a quiz on $name", ({ open }) => {
  let opened: TestDatabase;
  let stage: CampaignStage;
  beforeAll(async () => {
    opened = await open();
    await plantUnits(opened.db);
  });
  beforeEach(() => {
    stage = createCampaignStage(opened);
  });
  afterEach(() => stage.clear());
  afterAll(() => opened.close());

  async function add(settings: Record<string, string | null> = {}, questions?: string): Promise<QuizId> {
    const id = newId<"quiz">();
    const reading = readQuiz(quizFile(settings, questions), setting, id);
    if (reading.kind !== "quiz") throw new Error(JSON.stringify(reading.faults));
    await stage.db.transact((tx) => addQuiz(tx, { id, ...reading }, { by: "Anh Minh", now: stage.clock() }));
    stage.clock.set(due);
    return id;
  }
  const player = ({ memberId }: Recipient) => {
    return { memberId, channel: "telegram", now: stage.clock(), library } as const;
  };
  const press = async (who: Recipient, action: string): Promise<Content[]> => {
    const to = readQuizAction(action);
    if (!to) throw new Error(action);
    stage.clock.advance(1000);
    return stage.db.transact((tx) => playQuiz(tx, to, player(who)));
  };
  const read = (contents: readonly Content[]) => contents.map((content) => plainText(content)).join("\n");
  const place = (who: Recipient, code: string) =>
    stage.db.transact(async (tx) => {
      const unit = tx.selectFrom("unit").select("id").where("code", "=", code);
      await tx.updateTable("member").set({ unit_id: unit }).where("id", "=", who.memberId).execute();
    });
  const results = async (id: QuizId) =>
    quizResults(stage.db.read, await quizCalled(stage.db.read, id.slice(-8)));

  test("asks one question after another, explains with the clause, and says the score", async () => {
    const id = await add();
    const an = await stage.addSubscriber("an");
    const [first] = await press(an, `quiz:${id}`);
    expect(first?.choices.map(({ label }) => label)).toEqual(["Công đoàn", "Báo chí", "Nhà trường"]);
    const second = await press(an, first?.choices[0]?.action ?? "");
    expect(read(second)).toContain("Đúng rồi.");
    expect(read(second)).toContain("— Văn bản kh-360, mục II.1.1");
    expect(read(second)).toContain("Câu 2/2. Tuyên truyền\ntới ai?");
    const end = await press(an, second.at(-1)?.choices[0]?.action ?? "");
    expect(read(end)).toContain("Chưa đúng. Đáp án: Đoàn viên");
    expect(read(end)).toContain("đúng 1/2 câu, trong 2 giây");
    expect(end.at(-1)?.choices.map(({ label }) => label)).toEqual(["Được nêu tên", "Không nêu tên"]);
  });

  test("a question is answered once: a second press keeps the first answer and goes on", async () => {
    const id = await add();
    const an = await stage.addSubscriber("an");
    await press(an, `quiz:${id}:0:1`);
    const again = await press(an, `quiz:${id}:0:0`);
    expect(read(again)).toContain("đã trả lời rồi");
    expect(read(again)).toContain("Câu 2/2");
    const rows = await stage.db.read.selectFrom("quiz_answer").selectAll().execute();
    expect(rows).toMatchObject([{ question: 0, choice: 1, is_right: 0 }]);
  });

  test("two presses of one question at once store one answer", async () => {
    const id = await add();
    const an = await stage.addSubscriber("an");
    await Promise.all([press(an, `quiz:${id}:0:0`), press(an, `quiz:${id}:0:2`)]);
    expect(await stage.db.read.selectFrom("quiz_answer").selectAll().execute()).toHaveLength(1);
  });

  test("an interruption keeps the place, also when asked for in words", async () => {
    const id = await add();
    const an = await stage.addSubscriber("an");
    await press(an, `quiz:${id}:0:0`);
    const resumed = await stage.db.transact((tx) => resumeQuiz(tx, player(an)));
    expect(read(resumed ?? [])).toContain("Câu 2/2");
    expect(
      await stage.db.transact((tx) => resumeQuiz(tx, player({ ...an, memberId: newId() }))),
    ).toBeUndefined();
  });

  test("takes nothing before it opens and after it closes", async () => {
    const id = await add({ explain: "after-close" });
    const an = await stage.addSubscriber("an");
    stage.clock.set(addMs(due, -60_000));
    expect(read(await press(an, `quiz:${id}`))).toContain("mở lúc");
    stage.clock.set(addMs(local("2026-11-30 20:00"), -2000));
    expect(read(await press(an, `quiz:${id}:0:0`))).not.toContain("Đáp án");
    expect(read(await press(an, `quiz:${id}:1:1`))).toContain("đã đóng");
    expect(await stage.db.read.selectFrom("quiz_answer").selectAll().execute()).toHaveLength(1);
    const told = read(await press(an, `quiz:${id}`));
    expect(told).toContain("Bạn đã trả lời 1/2 câu.");
    expect(told).toContain("Câu 2: Đoàn viên");
  });

  test("buttons that name no question or option only show where one is", async () => {
    const id = await add();
    const an = await stage.addSubscriber("an");
    for (const action of [`quiz:${id}:9:0`, `quiz:${id}:0:9`])
      expect(read(await press(an, action))).toContain("Câu 1/2");
    expect(read(await press(an, `quiz:${newId()}`))).toContain("không còn");
    for (const no of ["quiz:", "quiz:x", `quiz:${id}:a:b`, `quiz:${id}:name:maybe`])
      expect(readQuizAction(no)).toBeUndefined();
  });

  test("who finished is found by an audience rule, and who did not by its contrary", async () => {
    const id = await add();
    const [an] = [await stage.addSubscriber("an"), await stage.addSubscriber("binh")];
    await press(an, `quiz:${id}:0:0`);
    const reached = (rule: Parameters<typeof countAudience>[1]["rule"]) =>
      countAudience(stage.db.read, { rule, channels: ["telegram"], now: stage.clock() });
    expect(await reached({ answered: "Tìm hiểu" })).toMatchObject({ reached: 0 });
    await press(an, `quiz:${id}:1:1`);
    expect(await reached({ answered: "tim hieu" })).toMatchObject({ reached: 1 });
    expect(await reached({ not: { answered: "Tìm hiểu" } })).toMatchObject({ reached: 1 });
  });

  test("ranks people and units, names only who agreed, and writes the winners' sheet", async () => {
    const id = await add();
    const [an, binh, chi] = [
      await stage.addSubscriber("an"),
      await stage.addSubscriber("binh"),
      await stage.addSubscriber("chi"),
    ];
    await place(an, "X1");
    await place(binh, "X2");
    await place(chi, "X1");
    for (const who of [an, binh])
      for (const action of ["0:0", "1:1"]) await press(who, `quiz:${id}:${action}`);
    await press(chi, `quiz:${id}:0:0`);
    await press(an, `quiz:${id}:name:yes`);
    await press(binh, `quiz:${id}:name:yes`);
    await press(binh, `quiz:${id}:name:no`);
    const found = await results(id);
    expect(found).toMatchObject({
      started: 3,
      finished: 2,
      counts: [
        [3, 0, 0],
        [0, 2],
      ],
    });
    expect(found.people.map(({ place: at, name, unit }) => [at, name, unit])).toEqual([
      [1, "an", "Đơn vị X1"],
      [1, null, "Đơn vị X2"],
    ]);
    expect(found.units.map(({ place: at, takers }) => [at, takers])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(sayResults(found, 3)).toContain("1. an, Đơn vị X1: 2/2, 1 giây");
    const sheet = JSON.stringify(await readXlsx(await resultsXlsx(found, stage.clock())));
    expect(sheet).toContain("(không nêu tên)");
    expect(sheet).not.toContain("binh");
  });

  test("a poll counts by option, has no score, and ranks nobody", async () => {
    const id = await add({ kind: "poll" }, "## Học gì?\n- [ ] An toàn\n- [ ] Số hoá\n");
    const an = await stage.addSubscriber("an");
    expect(read(await press(an, `quiz:${id}:0:1`))).toBe("Cảm ơn bạn đã trả lời.");
    expect(await results(id)).toMatchObject({ counts: [[0, 1]], people: [], units: [] });
  });

  test("answers follow a linked chat, the first attempt of the one who stays counts, and erasing takes them", async () => {
    const [one, other] = [await add(), await add({ title: "Khác" })];
    const [an, anToo] = [await stage.addSubscriber("an"), await stage.addSubscriber("an2", "zalo-oa")];
    await press(an, `quiz:${one}:0:0`);
    await press(an, `quiz:${other}:0:0`);
    await press(anToo, `quiz:${one}:0:1`);
    await stage.db.transact((tx) => moveMember(tx, an.memberId, anToo.memberId));
    const rows = await stage.db.read
      .selectFrom("quiz_answer")
      .select(["quiz_id", "member_id", "choice"])
      .execute();
    expect(rows.toSorted((a, b) => b.choice - a.choice)).toEqual([
      { quiz_id: one, member_id: anToo.memberId, choice: 1 },
      { quiz_id: other, member_id: anToo.memberId, choice: 0 },
    ]);
    expect(await ownQuizzes(stage.db.read, anToo.memberId)).toHaveLength(2);
    await stage.db.transact((tx) => eraseQuizzes(tx, anToo.memberId));
    expect(await ownQuizzes(stage.db.read, anToo.memberId)).toEqual([]);
  });

  test("its campaign leaves by approval like any other, with the start button", async () => {
    await stage.addSubscriber("an");
    const id = await add();
    stage.clock.set(addMs(due, -60_000));
    const campaign = (await quizCalled(stage.db.read, id)).campaignId;
    const approval = await stage.db.transact((tx) => approveCampaign(tx, stage.decision(campaign), library));
    expect(approval.kind).toBe("approved");
    stage.clock.set(due);
    const launched = await stage.launch(campaign);
    expect(launched).toMatchObject({ kind: "launched", planned: 1 });
    const content = await stage.contentOf(launched?.kind === "launched" ? launched.runId : "");
    expect(content.choices[0]).toEqual({ label: "Bắt đầu làm bài", action: `quiz:${id}` });
  });
});
