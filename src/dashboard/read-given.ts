import { z } from "zod";
import type { Refusal } from "./routes.ts";
import { texts } from "./texts.ts";

/** What came with a request, read by its schema; or a refusal with words for every field that does not fit. */
export function readGiven(schema: z.ZodType, given: unknown): { kind: "read"; value: unknown } | Refusal {
  const result = schema.safeParse(given ?? {}, { reportInput: true });
  if (result.success) return { kind: "read", value: result.data };
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join(".") || "_"] ??= wordsOf(issue);
  return { kind: "refused", status: 400, code: "invalid", words: texts.badFields, fields };
}

function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      if (issue.origin !== "string") return texts.outOfRange(Number(issue.minimum), undefined);
      return issue.minimum === 1 ? texts.required : texts.tooShort(Number(issue.minimum));
    case "too_big":
      if (issue.origin !== "string") return texts.outOfRange(undefined, Number(issue.maximum));
      return texts.tooLong(Number(issue.maximum));
    case "invalid_type":
      if (issue.input === undefined || issue.input === null) return texts.required;
      return issue.expected === "number" ? texts.notANumber : texts.wrongForm;
    case "invalid_value":
      return texts.notAChoice;
    case "custom":
      return issue.message;
    default:
      return issue.message.startsWith("Invalid") ? texts.wrongForm : issue.message;
  }
}

// Zero bytes cannot be stored by PostgreSQL; other controls have no use in a line of a form.
const isPlain = (text: string) => !/(?![\t\n\r])\p{Cc}/u.test(text);

/** One line somebody typed: composed letters, single spaces, `least` to `most` characters. */
export function line(most: number, least = 1) {
  return z
    .string()
    .refine(isPlain, texts.wrongForm)
    .transform((text) => text.normalize("NFC").replace(/\s+/g, " ").trim())
    .pipe(z.string().min(least).max(most));
}

/** A text of several lines. */
export function paragraphs(most: number, least = 1) {
  return z
    .string()
    .refine(isPlain, texts.wrongForm)
    .transform((text) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim())
    .pipe(z.string().min(least).max(most));
}

/** A look without a query. */
export const nothing = z.object({});

/** A whole number as it stands in a query. */
export const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
