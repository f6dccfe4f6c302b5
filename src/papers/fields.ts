/**
 * The fields of the official papers: what a template may hold between braces. A text field is a text as it stands on
 * paper, "" when it is not known; then the paper shows dots to write on. Documentation, the check of an operator's
 * template and the type of the data are all read from these lists.
 */
export const textFields = {
  number: "number of the proposal: SK-2026-0042",
  state: "where it stands, in words",
  filedOn: "day it was filed: 05/03/2026",
  resultBy: "when the law wants the result",
  statusAddress: "where its author asks how it stands",
  place: "place in the line of place and day",
  day: "the paper's day: ngày 05 tháng 3 năm 2026",
  title: "name of the initiative",
  kindOfSolution: "giải pháp kỹ thuật, quản lý, tác nghiệp or ứng dụng",
  domain: "field of application",
  recipient: "unit asked to recognize it",
  unit: "unit of the author",
  firstAuthor: "first author",
  authorNames: "all authors in one line",
  investor: "chủ đầu tư",
  stage: "applied or tried",
  firstApplied: "day of first use or trial, the earlier one",
  problem: "how it was before",
  solution: "what was done",
  novelty: "what is new in the unit",
  confidential: "what has to be kept secret",
  conditions: "what is needed to apply it",
  benefit: "benefit in the author's view",
  benefitSummary: "the same in a few lines",
  saving: "money gained, in figures and words",
  benefitUsers: "benefit in the view of who applied it",
  annexes: "what was told beyond the fields",
  council: "name of the council",
  COUNCIL: "name of the council in capital letters",
  basis: "decision that set the council up",
  meetingTime: "hour and day of the meeting",
  chair: "chair of the council",
  secretary: "secretary of the council",
  entitled: "members entitled to score",
  counted: "score sheets counted",
  needed: "score sheets needed",
  quorum: "whether enough members scored, in words",
  mean: "mean of the counted sheets",
  spread: "their standard deviation",
  conclusion: "conclusion of the council",
  scorer: "who scores",
  scorerTitle: "the scorer's role and title",
  total: "points of this sheet",
  comment: "the scorer's remark",
  reviewer: "who reviews",
  reviewDue: "until when",
  opinion: "the reviewer's opinion",
  reviewedOn: "day of the review",
  decisionUnit: "unit that decides",
  DECISIONUNIT: "the same in capital letters",
  decisionNumber: "number of the decision",
  decisionDay: "day of the decision: ngày 05 tháng 3 năm 2026",
  signer: "who signs the decision",
  reason: "reason of the decision",
  recognizedCount: "how many initiatives the decision recognizes, in figures and words",
  rewardTotal: "sum of the rewards, in figures and words",
} as const;

/** Lists of a template: `{#authors}` … `{/authors}` around one row; the fields of a row stand inside. */
export const listFields = {
  authors: {
    index: "row number",
    name: "full name",
    born: "birthday",
    place: "place of work",
    title: "position",
    qualification: "qualification",
    share: "share in percent",
    confirmed: "whether they confirmed by message",
  },
  helpers: {
    index: "row number",
    name: "full name",
    born: "birthday",
    place: "place of work",
    title: "position",
    qualification: "qualification",
    work: "what they did",
  },
  attachments: { index: "row number", name: "file", caption: "what it shows" },
  criteria: {
    index: "row number",
    label: "criterion",
    help: "what it asks",
    most: "most points",
    points: "points of this sheet",
    mean: "mean of all sheets",
  },
  members: {
    index: "row number",
    name: "member of the council",
    unit: "unit",
    title: "position",
    role: "role in the council",
    total: "points given",
    comment: "remark",
  },
  conflicts: { index: "row number", name: "member", why: "why they may not score" },
  recognized: {
    index: "row number",
    number: "number of the proposal",
    title: "name of the initiative",
    authors: "authors with shares",
    unit: "unit",
    domain: "field of application",
  },
  rewards: {
    index: "row number",
    kind: "remuneration, reward or transfer",
    amount: "figures and words",
    paidOn: "day it was paid",
    basis: "what it rests on",
  },
} as const;

/** The picture `{qr}`: the way to ask how the proposal stands. */
export const pictureField = "qr";

type TextFields = { readonly [Name in keyof typeof textFields]: string };
type ListFields = {
  readonly [Name in keyof typeof listFields]: readonly {
    readonly [Field in keyof (typeof listFields)[Name]]: string;
  }[];
};

/** Everything the papers of one proposal say. `qr` is a PNG. */
export type PaperFields = TextFields & ListFields & { readonly qr: Uint8Array };

/** Long answers: not known, they are lines to write on. */
const longFields: ReadonlySet<string> = new Set([
  ...["problem", "solution", "novelty", "confidential", "conditions", "benefit", "benefitUsers"],
  ...["benefitSummary", "conclusion", "opinion", "comment", "reason", "annexes"],
]);

const dots = "…".repeat(10);
const longDots = Array.from({ length: 3 }, () => "…".repeat(33)).join("\n");
const dotsByField: Readonly<Record<string, string>> = {
  place: "…".repeat(5),
  day: "ngày …… tháng …… năm ………",
  decisionDay: "ngày …… tháng …… năm ………",
  decisionNumber: "……/QĐ-……",
};

/** What a text field shows: the text, or dots to write on. */
export function shown(name: string, text: string): string {
  if (text.trim() !== "") return text;
  return dotsByField[name] ?? (longFields.has(name) ? longDots : dots);
}
