import type { Database } from "../../src/database/database.ts";
import { newId } from "../../src/kit/id.ts";
import { type Content, plainText } from "../../src/kit/message.ts";
import { type Instant, instant } from "../../src/kit/time.ts";
import { type FormDefinition, readDefinition } from "../../src/participation/definition.ts";
import { beginForm, continueForm } from "../../src/participation/dialogue.ts";
import type { FormTurn } from "../../src/participation/filing.ts";
import { createForm, openForm, type StoredForm } from "../../src/participation/forms.ts";
import { heardOf } from "../intake/story.ts";

export const now = instant("2026-11-23T03:00:00Z");

/** A small form as a file would give it; parts of it replaced. */
export function definition(changed: Record<string, unknown> = {}): FormDefinition {
  const read = readDefinition({
    ...{ code: "BM-ANCA", title: "Khảo sát bữa ăn ca", purpose: "cải thiện bữa ăn ca." },
    fields: [
      {
        ...{ id: "quality", kind: "choice", label: "Chất lượng", ask: "Bữa ăn ca thế nào?" },
        options: [
          { value: "good", label: "Ngon" },
          { value: "bad", label: "Dở" },
        ],
      },
      {
        ...{ id: "why", kind: "text", label: "Vì sao dở", ask: "Dở chỗ nào?" },
        when: { field: "quality", is: ["bad"] },
      },
      { id: "meals", kind: "number", label: "Số bữa", ask: "Mỗi tuần bạn ăn mấy bữa?", max: 21 },
      { id: "wish", kind: "text", label: "Mong muốn", ask: "Bạn mong gì?", optional: true },
    ],
    ...changed,
  });
  if (read.kind === "faulty") throw new Error(JSON.stringify(read.faults));
  return read.definition;
}

/** Stores a form and opens it. */
export async function openedForm(db: Database, given: FormDefinition = definition()): Promise<StoredForm> {
  return db.transact(async (tx) => {
    const made = await createForm(tx, given, { by: "Lò Thị Lan", now });
    if (made.kind !== "done") throw new Error(made.kind);
    const opened = await openForm(tx, made.form.id, now);
    if (opened.kind !== "done") throw new Error(opened.kind);
    return opened.form;
  });
}

/** A member who talks to the room, one transaction a turn, as the conversation room would. */
export type Filler = {
  readonly id: string;
  readonly draftId: string | null;
  readonly text: string;
  readonly outcome: FormTurn["outcome"] | null;
  readonly forgetSince: Instant | undefined;
  begin(code?: string): Promise<void>;
  say(...texts: string[]): Promise<void>;
};

export async function newFiller(db: Database, given: { at?: Instant; id?: string } = {}): Promise<Filler> {
  const { at = now, id = newId<"member">() } = given;
  if (given.id === undefined)
    await db.transact((tx) =>
      tx.insertInto("member").values({ id, display_name: null, created_at: at }).execute(),
    );
  let draftId: string | null = null;
  let screen: readonly Content[] = [];
  let last: FormTurn | undefined;
  const filler: Filler = {
    id,
    get draftId() {
      return draftId;
    },
    get text() {
      return screen.map((content) => plainText(content, true)).join("\n\n");
    },
    get outcome() {
      return last?.outcome ?? null;
    },
    get forgetSince() {
      return last?.forgetSince;
    },
    async begin(code = "BM-ANCA") {
      const begun = await db.transact((tx) => beginForm(tx, { code, memberId: id, now: at }));
      draftId = begun.draftId;
      screen = begun.replies;
    },
    async say(...texts) {
      for (const words of texts) {
        if (draftId === null) throw new Error(`No draft is in hand to say “${words}” to: ${filler.text}`);
        const said = heardOf(words, screen);
        const turn = { draftId, memberId: id, channel: "terminal" as const, said, now: at };
        last = await db.transact((tx) => continueForm(tx, turn));
        draftId = last.draftId;
        screen = last.replies;
      }
    },
  };
  return filler;
}

/** Everything the small form asks. */
export const answers = ["Dở", "Cơm nguội", "5", "Thêm rau"];
