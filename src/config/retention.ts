import { z } from "zod";

/** Days by kind. Files have a day at least: one is stored before the row that names it. */
const defaults = {
  messages: 365,
  replies: 365,
  questions: 365,
  cases: 730,
  sessions: 30,
  codes: 30,
  signs: 90,
  files: 2,
  backups: 35,
};
export type RetentionSetting = Readonly<typeof defaults>;

export const defaultRetention = Object.entries(defaults)
  .map(([kind, days]) => `${kind}=${days}`)
  .join(",");
const words = `write kinds with days like messages=180,cases=365; kinds: ${Object.keys(defaults).join(", ")}`;

/** Reads `messages=180,cases=365`; kinds that are not named keep their days. */
export const retention = z.string().transform((text, context): RetentionSetting => {
  const days: Record<string, number> = { ...defaults };
  for (const pair of text.split(",").map((each) => each.trim())) {
    const [, kind = "", count = ""] = /^([a-z]+)=([1-9][0-9]{0,4})$/.exec(pair) ?? [];
    if (!Object.hasOwn(defaults, kind)) context.addIssue({ code: "custom", message: words });
    days[kind] = Number(count);
  }
  return days as typeof defaults;
});
