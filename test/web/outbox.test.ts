import { beforeEach, describe, expect, test, vi } from "vitest";
import { createOutbox, type Letter, type Standing } from "../../web/chat/outbox.js";
import type { Message, Outcome } from "../../web/chat/server.js";

type Answer = Outcome<{ id: string; at: string }>;
const at = "2026-11-23T07:20:00.000Z";
const ok: Answer = { kind: "ok", value: { id: "", at } };
const later: Answer = { kind: "later", afterMs: 0, message: "" };
const refused: Answer = { kind: "refused", message: "Tin dài quá 4.000 ký tự." };

/** A browser's memory and a server that answers as it is told, then takes everything. */
function openDesk(answers: Answer[] = [], kept: unknown = null) {
  const posted: Message[] = [];
  const standings: string[] = [];
  let memory = JSON.stringify(kept);
  const keep = {
    read: () => JSON.parse(memory),
    write(value: unknown) {
      memory = JSON.stringify(value);
    },
  };
  const outbox = createOutbox({
    keep,
    post: async (message) => {
      posted.push(message);
      return answers.shift() ?? ok;
    },
    onStanding: (letter: Letter, { state }: Standing) => void standings.push(`${letter.text} ${state}`),
  });
  return { outbox, posted, standings, kept: () => JSON.parse(memory) as Letter[] | null };
}

const letter = (text: string): Letter => ({
  id: `id-${text}`,
  text,
  files: [],
  press: null,
  label: null,
  at,
});
const rest = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe("what a person says", () => {
  test("leaves in the order it was written, one after another", async () => {
    const desk = openDesk();
    for (const text of ["một", "hai", "ba"]) desk.outbox.add(letter(text));
    await rest(0);
    expect(desk.posted.map(({ text }) => text)).toEqual(["một", "hai", "ba"]);
    expect(desk.standings.slice(-3)).toEqual(["một sent", "hai sent", "ba sent"]);
    expect(desk.kept()).toBeNull();
  });

  test("is kept until the server has it, and sent again by itself under the same id", async () => {
    const desk = openDesk([later, later]);
    desk.outbox.add(letter("một"));
    await rest(0);
    expect(desk.standings).toEqual(["một sending", "một failed"]);
    expect(desk.kept()).toEqual([letter("một")]);
    await rest(10_000);
    expect(desk.posted.map(({ id }) => id)).toEqual(["id-một", "id-một", "id-một"]);
    expect(desk.standings.at(-1)).toBe("một sent");
    expect(desk.kept()).toBeNull();
  });

  test("waits longer after each failure, never more than half a minute", async () => {
    const desk = openDesk(Array<Answer>(20).fill(later));
    desk.outbox.add(letter("một"));
    await rest(60_000);
    const inFirstMinute = desk.posted.length;
    await rest(60_000);
    expect(inFirstMinute).toBeLessThan(8);
    expect(desk.posted.length - inFirstMinute).toBe(2);
  });

  test("waits as long as a busy server asks", async () => {
    const desk = openDesk([{ kind: "later", afterMs: 45_000, message: "Bạn gửi hơi nhanh." }]);
    desk.outbox.add(letter("một"));
    await rest(44_000);
    expect(desk.posted).toHaveLength(1);
    await rest(2_000);
    expect(desk.posted).toHaveLength(2);
  });

  test("is sent at once when the person or the network says so", async () => {
    const desk = openDesk([later, later, later, later]);
    desk.outbox.add(letter("một"));
    await rest(9_000);
    const before = desk.posted.length;
    desk.outbox.retry();
    await rest(0);
    expect(desk.posted).toHaveLength(before + 1);
  });

  test("that the server will never take is given up, and does not hold the next back", async () => {
    const desk = openDesk([refused]);
    desk.outbox.add(letter("dài"));
    desk.outbox.add(letter("ngắn"));
    await rest(0);
    expect(desk.standings.slice(-2)).toEqual(["dài refused", "ngắn sent"]);
    expect(desk.kept()).toBeNull();
  });

  test("is sent after a reload", async () => {
    const desk = openDesk([], [letter("một")]);
    expect(desk.outbox.letters()).toEqual([letter("một")]);
    desk.outbox.retry();
    await rest(0);
    expect(desk.posted.map(({ id }) => id)).toEqual(["id-một"]);
  });

  test("whose confirmation alone was lost is not sent again", async () => {
    const desk = openDesk([later]);
    desk.outbox.add(letter("một"));
    await rest(0);
    desk.outbox.settle("id-một", at);
    desk.outbox.settle("id-khác", at);
    await rest(60_000);
    expect(desk.posted).toHaveLength(1);
    expect(desk.standings.at(-1)).toBe("một sent");
  });
});

test.each(["xyz", 5, {}, [null], [{ id: 1 }], [{ id: "a" }]])(
  "a memory that holds %j is no letter",
  (kept) => {
    expect(openDesk([], kept).outbox.letters()).toEqual([]);
  },
);

test("a press carries its button and nothing else, a file its ticket and nothing else", async () => {
  const desk = openDesk();
  const file = { ticket: "t", kind: "photo" as const, name: "a.png", mediaType: "image/png", sizeBytes: 9 };
  desk.outbox.add({ ...letter(""), id: "p", press: "7.1", label: "Có" });
  desk.outbox.add({ ...letter("ảnh"), id: "f", files: [file] });
  await rest(0);
  expect(desk.posted).toEqual([
    { id: "p", press: "7.1" },
    { id: "f", text: "ảnh", files: ["t"] },
  ]);
});
