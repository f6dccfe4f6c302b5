import { readFileSync } from "node:fs";
import { z } from "zod";
import type { CalendarDate } from "../kit/time.ts";
import type { NoteFault } from "./read.ts";

const quota = z.int().min(0).nullable();

/** What Zalo allows and charges from one day on. Money in đồng; null: no limit. */
const oneTerm = z.strictObject({
  from: z.iso.date().transform((day) => day as CalendarDate),
  /** Hours after a person's last message in which an answer is free, and in which one may be sent at all. */
  freeHours: z.number().min(0),
  openHours: z.number().min(0),
  paidPrice: z.number().min(0),
  paidPerDay: quota,
  paidPerMonth: quota,
  templatePrice: z.number().min(0),
  templatesPerDay: quota,
  templatesPerMonth: quota,
  callsPerMinute: z.int().min(1),
});

/** Which ZBS template carries a topic to people outside the window, and what goes into its fields. */
const oneTemplate = z.strictObject({
  templateId: z.string().min(1),
  /** Values may hold {text}, {link} and {date}; each is cut to `longest` characters. */
  params: z.record(z.string().min(1), z.string()),
  longest: z.int().min(1).max(1000).default(100),
});

const file = z
  .strictObject({
    terms: z.array(oneTerm).min(1).optional(),
    /** By the topic of a campaign; `*` for any other. */
    templates: z.record(z.string().min(1), oneTemplate).default({}),
  })
  .transform(({ terms, templates }) => ({ terms: terms ?? published, templates }));

export type ZaloTerms = z.output<typeof file>;

const sinceJune = {
  freeHours: 48,
  openHours: 7 * 24,
  paidPrice: 55,
  paidPerDay: null,
  templatePrice: 120,
  templatesPerDay: 500,
  templatesPerMonth: null,
  callsPerMinute: 4000,
} as const;

/**
 * As published and reported in 2026: windows and the calls a minute from docs.zaloplatforms.com, prices and
 * the month's quota of the package Tăng trưởng from resellers. Zalo changed its terms four times that year.
 */
const published: z.output<typeof oneTerm>[] = [
  { ...sinceJune, from: "2026-01-01" as CalendarDate, paidPerMonth: null },
  { ...sinceJune, from: "2026-06-01" as CalendarDate, paidPerMonth: 500 },
];

/** Reads the operator's file of terms; the published ones without a file, and where the file names none. */
export function readZaloTerms(path: string | undefined, fault: NoteFault): ZaloTerms {
  const builtIn = { terms: published, templates: {} };
  if (path === undefined) return builtIn;
  try {
    const result = file.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    const where = issue?.path.join(".") || "the whole file";
    fault("ZALO_OA_TERMS", `names ${path}, where ${where} cannot be read: ${issue?.message} (docs/zalo.md).`);
  } catch (error) {
    const why = error instanceof Error ? error.message : "unreadable";
    fault("ZALO_OA_TERMS", `names a file that is not readable JSON (${why}): check ${path}.`);
  }
  return builtIn;
}
