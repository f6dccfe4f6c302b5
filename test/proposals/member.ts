import type { Database } from "../../src/database/database.ts";
import { newId } from "../../src/kit/id.ts";
import { type Content, plainText } from "../../src/kit/message.ts";
import { type Instant, instant } from "../../src/kit/time.ts";
import { reopen } from "../../src/proposals/completing/reopen.ts";
import { begin, type Continued, continueDraft } from "../../src/proposals/dialogue.ts";
import { heardOf } from "../intake/story.ts";

export const now = instant("2026-11-23T03:00:00Z");

/** A member who talks to the proposals room, one transaction a turn, as the conversation room would. */
export type Member = {
  readonly id: string;
  readonly draftId: string | null;
  /** What was last said to the member, and as text. */
  readonly screen: readonly Content[];
  readonly text: string;
  readonly outcome: Continued["outcome"] | null;
  begin(): Promise<void>;
  /** Opens what was given back, as its button does. */
  complete(number?: string): Promise<void>;
  say(...texts: string[]): Promise<void>;
};

/** A new member of the database. `at` is the moment of every turn. */
export async function newMember(db: Database, at: Instant = now): Promise<Member> {
  const id = newId<"member">();
  await db.transact((tx) =>
    tx.insertInto("member").values({ id, display_name: null, created_at: at }).execute(),
  );
  let draftId: string | null = null;
  let screen: readonly Content[] = [];
  let outcome: Continued["outcome"] | null = null;
  return {
    id,
    get draftId() {
      return draftId;
    },
    get screen() {
      return screen;
    },
    get text() {
      return screen.map((content) => plainText(content, true)).join("\n\n");
    },
    get outcome() {
      return outcome;
    },
    async begin() {
      const begun = await db.transact((tx) => begin(tx, { memberId: id, now: at }));
      draftId = begun.draftId;
      screen = begun.replies;
    },
    async complete(number) {
      const opened = await db.transact((tx) => reopen(tx, { number: number ?? null, memberId: id, now: at }));
      draftId = opened.draftId;
      screen = opened.replies;
    },
    async say(...texts) {
      for (const words of texts) {
        if (draftId === null) throw new Error(`No draft is in hand to say “${words}” to.`);
        const turn = {
          draftId,
          memberId: id,
          channel: "terminal" as const,
          said: heardOf(words, screen),
          now: at,
        };
        const done = await db.transact((tx) => continueDraft(tx, turn));
        draftId = done.draftId;
        screen = done.replies;
        outcome = done.outcome;
      }
    },
  };
}

/** The four messages that reach the summary of an applied solution; it is missing only “gửi”. */
export const applied = [
  "Máy sao chè nóng không đều, chè bị cháy",
  "Lắp thêm cảm biến nhiệt và quạt đảo, đã áp dụng từ 15/3/2026",
  "Mỗi mẻ bớt hỏng 5 kg chè",
  "Lò Thị Mai, xưởng chè Tân Uyên",
];

/** The same for what was not done yet. */
export const idea = [
  applied[0] ?? "",
  "Muốn lắp thêm cảm biến nhiệt và quạt đảo",
  "đỡ cháy chè",
  "Lò Thị Mai, tổ 3",
];

/** Files one proposal from the first word to the receipt. */
export async function file(member: Member, answers: readonly string[] = applied): Promise<void> {
  await member.begin();
  await member.say(...answers, "đồng ý");
}

/** Files the full application of two people; the receipt and the invitation are on the screen. */
export async function fileTogether(member: Member): Promise<void> {
  await member.begin();
  await member.say(...applied, "đơn đầy đủ", "Công ty Chè Tân Uyên", "Lò Thị Mai, 60%\nGiàng A Páo, 40%");
  await member.say("Chống cháy chè khi sao", "bỏ qua", "chế biến chè", "bỏ qua", "cảm biến tự ngắt lửa");
  for (let turn = 0; turn < 8 && !member.text.includes("Bạn cam đoan"); turn++) await member.say("bỏ qua");
  await member.say("tôi cam đoan", "đồng ý");
}
