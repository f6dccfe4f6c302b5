import { z } from "zod";
import { fromLocal, type Instant } from "../kit/time.ts";
import { audienceRule } from "../people/audience-rule.ts";

// Zero bytes cannot be stored by PostgreSQL; other controls have no use in a form.
const isPlain = (text: string) => !/(?![\t\n])\p{Cc}/u.test(text);
const text = (most: number, least = 1) =>
  z
    .string()
    .transform((given) => given.normalize("NFC").replace(/\r\n?/g, "\n").trim())
    .pipe(z.string().min(least).max(most).refine(isPlain, "controlSigns"));
const fieldId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "fieldId");
/** `2026-12-01 08:00` on the wall clock of Việt Nam, as an instant. */
const moment = z.string().transform((given, context): Instant => {
  const [, ...parts] = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})$/.exec(given) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.map(Number);
  const read = parts.length > 0 ? fromLocal(year, month, day, hour, minute) : undefined;
  if (read) return read;
  context.addIssue({ code: "custom", message: "moment" });
  return z.NEVER;
});
/** A definition that was stored holds instants already. */
const when = z
  .union([z.iso.datetime().transform((given) => given as Instant), moment])
  .nullable()
  .default(null);

const common = {
  id: fieldId,
  label: text(60),
  ask: text(1500),
  help: text(600, 0).default(""),
  optional: z.boolean().default(false),
  /** Asked only when another field was answered with one of these choices. */
  when: z.strictObject({ field: fieldId, is: z.array(text(60)).min(1).max(60) }).optional(),
};
const option = z.strictObject({ value: text(60), label: text(120), note: text(3000).optional() });
/** The longest answer one message of any channel can carry is shorter than this. */
const longestText = 10_000;

const field = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("text"),
    min: z.int().min(0).max(500).default(1),
    max: z.int().min(1).max(longestText).default(2000),
  }),
  z.strictObject({ ...common, kind: z.literal("choice"), options: z.array(option).min(2).max(60) }),
  z.strictObject({ ...common, kind: z.literal("date"), mustBePast: z.boolean().default(false) }),
  z.strictObject({ ...common, kind: z.literal("money") }),
  z.strictObject({ ...common, kind: z.literal("percent") }),
  z.strictObject({
    ...common,
    kind: z.literal("number"),
    min: z.number().min(-1e12).max(1e12).default(0),
    max: z.number().min(-1e12).max(1e12).default(1e9),
    decimals: z.boolean().default(false),
  }),
  z.strictObject({ ...common, kind: z.literal("person") }),
  z.strictObject({ ...common, kind: z.literal("unit") }),
  z.strictObject({ ...common, kind: z.literal("people"), shares: z.boolean().default(false) }),
  z.strictObject({ ...common, kind: z.literal("files") }),
]);
export type DefinedField = z.output<typeof field>;

/** What of the roster an answer can correct. */
const rosterTargets = ["full_name", "unit", "position", "phone", "joined_on"] as const;

const columnSource = z
  .string()
  .regex(
    /^(?:roster\.(?:code|full_name|position|phone|unit|unit_code|joined_on|tags)|answer\.[a-z][a-z0-9_]{0,39})$/,
    "columnSource",
  );

const service = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("plain") }),
  /** Cập nhật thông tin đoàn viên: which field corrects what, and the columns of the export. */
  z.strictObject({
    kind: z.literal("roster"),
    corrects: z.record(fieldId, z.enum(rosterTargets)),
    /** `from`: `roster.<column>` or `answer.<field>`. */
    columns: z
      .array(z.strictObject({ title: text(60), from: columnSource }))
      .min(1)
      .max(60),
  }),
  /** Lớp tập huấn, sự kiện. */
  z.strictObject({
    kind: z.literal("event"),
    place: text(200),
    starts: when,
    ends: when,
    seats: z.int().min(1).max(100_000).nullable().default(null),
    remindHours: z
      .array(
        z
          .int()
          .min(1)
          .max(24 * 14),
      )
      .max(3)
      .default([24]),
  }),
  /** Báo cáo định kỳ của đơn vị: every unit of these levels, by its officer (`who`), for every period that is over. */
  z.strictObject({
    kind: z.literal("report"),
    every: z.enum(["month", "quarter"]).default("month"),
    /** The first period: `2026-11` or `2026-Q4`. */
    from: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2]|Q[1-4])$/, "period"),
    levels: z
      .array(z.enum(["province", "upper", "commune", "grassroots", "group"]))
      .min(1)
      .max(5),
    /** The day of the month after the period by whose end the report is due. */
    dueDay: z.int().min(1).max(28).default(5),
    /** Days before (negative) and after that day on which a unit that has not reported is reminded. */
    chaseDays: z.array(z.int().min(-20).max(20)).max(5).default([-2, 1, 4]),
  }),
  /**
   * Đăng ký thi đua: the fields `phase` (`register`, `result`) and `title` are choices of the form; what else is asked
   * hangs on them.
   */
  z.strictObject({ kind: z.literal("emulation"), year: z.int().min(2020).max(2100) }),
  /** Góp ý dự thảo: the draft as clauses. */
  z.strictObject({
    kind: z.literal("policy"),
    clauses: z
      .array(
        z.strictObject({ id: z.string().regex(/^[a-z0-9._-]{1,30}$/), label: text(120), text: text(3000) }),
      )
      .min(1)
      .max(58),
  }),
]);
export type Service = z.output<typeof service>;
export type ServiceOf<Kind extends Service["kind"]> = Extract<Service, { kind: Kind }>;

const formCode = /^BM-[A-Z0-9]{2,16}$/;

/** A form as its file or the dashboard gives it. */
export const formDefinition = z.strictObject({
  code: z
    .string()
    .transform((given) => given.trim().toUpperCase())
    .pipe(z.string().regex(formCode, "code")),
  title: text(120),
  intro: text(1200, 0).default(""),
  /** Said after an answer was taken. */
  thanks: text(600, 0).default(""),
  /** Why the answers are kept and who reads them: part of the words of consent. */
  purpose: text(300),
  who: audienceRule.default("all"),
  opens: when,
  closes: when,
  times: z.enum(["once", "many"]).default("once"),
  names: z.enum(["named", "anonymous", "choice"]).default("named"),
  mostFiles: z.int().min(0).max(20).default(0),
  fields: z.array(field).min(1).max(40),
  service: service.default({ kind: "plain" }),
});
export type FormDefinition = z.output<typeof formDefinition>;

/** Something in a definition that has to be put right: where, and which rule of `texts.faults` it breaks. */
export type DefinitionFault = { readonly path: string; readonly rule: string };

/** Either everything can be used, or every fault is named. */
export function readDefinition(
  given: unknown,
): { kind: "read"; definition: FormDefinition } | { kind: "faulty"; faults: readonly DefinitionFault[] } {
  const result = formDefinition.safeParse(given);
  if (!result.success)
    return {
      kind: "faulty",
      faults: result.error.issues.map(({ path, code, message }) => ({
        path: path.join("."),
        rule: /^[a-zA-Z]+$/.test(message) && code !== "invalid_type" ? message : code,
      })),
    };
  const faults = faultsOf(result.data);
  return faults.length > 0 ? { kind: "faulty", faults } : { kind: "read", definition: result.data };
}

function faultsOf(definition: FormDefinition): DefinitionFault[] {
  const { fields, opens, closes, names, mostFiles } = definition;
  const faults: DefinitionFault[] = [];
  const before = new Map<string, DefinedField>();
  for (const [index, one] of fields.entries()) {
    const path = `fields.${index}`;
    if (before.has(one.id)) faults.push({ path: `${path}.id`, rule: "twice" });
    const asked = one.when && before.get(one.when.field);
    const isAsked =
      asked?.kind === "choice" && one.when?.is.every((is) => asked.options.some(({ value }) => value === is));
    if (one.when && !isAsked) faults.push({ path: `${path}.when`, rule: "whenUnknown" });
    if ("options" in one && new Set(one.options.map(({ value }) => value)).size < one.options.length)
      faults.push({ path: `${path}.options`, rule: "twice" });
    if ("min" in one && one.min > one.max) faults.push({ path: `${path}.min`, rule: "minAboveMax" });
    if (one.kind === "files" && mostFiles === 0) faults.push({ path: "mostFiles", rule: "noFilesAllowed" });
    before.set(one.id, one);
  }
  // A photo tells who took it, and its file would lie beside the answer.
  if (names !== "named" && mostFiles > 0) faults.push({ path: "mostFiles", rule: "filesNameSomebody" });
  if (opens && closes && closes <= opens) faults.push({ path: "closes", rule: "closesBeforeOpens" });
  return [...faults, ...serviceFaults(definition, before)];
}

function serviceFaults(
  { service: given, names, times, fields }: FormDefinition,
  known: ReadonlyMap<string, DefinedField>,
): DefinitionFault[] {
  const isNamed = names === "named";
  if (given.kind === "roster") {
    const unknown = [
      ...Object.keys(given.corrects),
      ...given.columns.flatMap(({ from }) => (from.startsWith("answer.") ? [from.slice(7)] : [])),
    ].filter((id) => !known.has(id));
    return [
      ...(isNamed ? [] : [{ path: "names", rule: "mustBeNamed" }]),
      ...unknown.map((id) => ({ path: `service.${id}`, rule: "fieldUnknown" })),
    ];
  }
  if (given.kind === "event") {
    const hasTimes = given.starts !== null && given.ends !== null && given.ends > given.starts;
    return [
      ...(isNamed && times === "once" ? [] : [{ path: "names", rule: "mustBeNamedOnce" }]),
      ...(hasTimes ? [] : [{ path: "service.starts", rule: "eventTimes" }]),
    ];
  }
  if (given.kind === "emulation") {
    const phase = known.get("phase");
    const hasPhases = phase?.kind === "choice" && emulationPhases.every((one) => hasOption(phase, one));
    const hasTitles = known.get("title")?.kind === "choice";
    return [
      ...(isNamed && times === "many" ? [] : [{ path: "names", rule: "mustBeNamedMany" }]),
      ...(hasPhases && hasTitles ? [] : [{ path: "fields", rule: "emulationFields" }]),
    ];
  }
  if (given.kind === "report") {
    const isOfKind = given.from.includes("Q") === (given.every === "quarter");
    const isMany = isNamed && times === "many";
    return [
      ...(isMany ? [] : [{ path: "names", rule: "mustBeNamedMany" }]),
      ...(isOfKind ? [] : [{ path: "service.from", rule: "period" }]),
    ];
  }
  if (given.kind === "policy") {
    const ids = new Set(given.clauses.map(({ id }) => id));
    return [
      ...(ids.size < given.clauses.length ? [{ path: "service.clauses", rule: "twice" }] : []),
      ...(fields.some(({ id }) => id === "clause") ? [{ path: "fields", rule: "twice" }] : []),
    ];
  }
  return [];
}

const emulationPhases = ["register", "result"] as const;

function hasOption({ options }: Extract<DefinedField, { kind: "choice" }>, value: string): boolean {
  return options.some((one) => one.value === value);
}
