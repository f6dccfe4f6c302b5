import { z } from "zod";

const dateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One answer as it is stored, with the person's own words (`said`) where reading them loses any. */
export const answerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("choice"), value: z.string() }),
  /** `from` and `to` are the first and last day the words can mean: "3/2026" is the whole month. */
  z.object({ kind: z.literal("date"), from: dateText, to: dateText, said: z.string() }),
  /** Whole đồng; `per` when the words say how often. */
  z.object({
    kind: z.literal("money"),
    dong: z.number(),
    per: z.enum(["day", "month", "year"]).nullable(),
    said: z.string(),
  }),
  z.object({ kind: z.literal("percent"), percent: z.number(), said: z.string() }),
  z.object({ kind: z.literal("number"), value: z.number(), said: z.string() }),
  z.object({ kind: z.literal("person"), name: z.string() }),
  /** `name` in the person's own words; `code` the unit of the list they said it is. */
  z.object({ kind: z.literal("unit"), name: z.string(), code: z.string().optional() }),
  /** People in a list; `born` in the person's own words, `share` in percent. */
  z.object({
    kind: z.literal("people"),
    people: z.array(
      z.object({
        name: z.string(),
        born: z.string().nullable(),
        place: z.string(),
        title: z.string(),
        qualification: z.string(),
        share: z.number().nullable(),
      }),
    ),
  }),
  /** The files themselves stand in the state; this says that the question about them is settled. */
  z.object({ kind: z.literal("files"), count: z.number() }),
]);

export type Answer = z.infer<typeof answerSchema>;
export type NamedPerson = Extract<Answer, { kind: "people" }>["people"][number];

/** Answers by field id. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * What a text is as an answer of one field. `rest` is what the text says beyond this field. `unclear` and
 * `tooLong` carry the Vietnamese sentence that says what to write instead; a text that is too long is worth
 * keeping all the same. `isNear`: it was understood and only a figure in it is wrong, so that asking again is
 * better than leaving it open.
 */
export type Reading =
  | Read
  | { readonly kind: "unclear"; readonly say: string; readonly isNear?: true }
  | { readonly kind: "tooLong"; readonly say: string };

export type Read = { readonly kind: "read"; readonly answer: Answer; readonly rest: string };

/** The text was understood. */
export function read(answer: Answer, rest = ""): Read {
  return { kind: "read", answer, rest };
}

/** The text was not understood; `say` tells the person what to write. */
export function unclear(say: string): Reading {
  return { kind: "unclear", say };
}

/** The text was understood but for a figure that cannot be right. */
export function nearly(say: string): Reading {
  return { kind: "unclear", say, isNear: true };
}
