import { Failure } from "../kit/failure.ts";
import { sayTime } from "../kit/time.ts";
import { compare } from "../proposals/finding/compare.ts";
import { countProposals } from "../proposals/finding/counts.ts";
import { catchUpFaces, comparedText, storedIndex } from "../proposals/finding/face.ts";
import { listProposals } from "../proposals/finding/list.ts";
import { mergeProposals, unmergeProposal } from "../proposals/finding/merge.ts";
import { similar } from "../proposals/finding/similar.ts";
import { findProposal } from "../proposals/life/find.ts";
import { praiseOf } from "../proposals/life/rewards.ts";
import { allowedIn, states } from "../proposals/life/transitions.ts";
import type { Proposal, ProposalState } from "../proposals/record-types.ts";
import { countsText, rowText } from "../proposals/register.ts";
import { type Call, type Command, columns, type ExitCode, type Option } from "./command.ts";
import { actor, by, complainRefused, needed, numberHelp, readNumber, readWhole } from "./proposals-words.ts";
import { withDatabase } from "./stores.ts";

const why = {
  type: "string",
  value: "TEXT",
  meaning: "Why; it stands in both records.",
} as const satisfies Option;
const text = (value: string, meaning: string) => ({ type: "string", value, meaning }) as const;

export const commands: readonly Command[] = [
  {
    name: "proposals list",
    operands: [],
    options: {
      state: text("STATE", `One of ${states.join(", ")}.`),
      year: text("YEAR", "The year it was filed."),
      unit: text("TEXT", "Part of the unit's name, with or without marks."),
      field: text("TEXT", "Part of the field of application."),
      text: text("WORDS", "Words that all stand somewhere in it, with or without marks."),
      page: text("N", "The page, from 1."),
      size: text("N", "Rows a page, 1 to 500; 50 when left out."),
    },
    meaning: "List proposals and ideas, newest first, and how many there are under each heading.",
    details: "Number, day, state, author, unit and first words of each. Confidential texts are not searched.",
    run: list,
  },
  {
    name: "proposals show",
    operands: ["NUMBER"],
    meaning: "Show a proposal: state, version, authors, decision, money, and everything that happened to it.",
    details: numberHelp,
    run: (call) =>
      withProposal(call, 0, async (proposal) => {
        call.io.write(shown(proposal));
        return 0;
      }),
  },
  {
    name: "proposals similar",
    operands: ["NUMBER"],
    meaning: "Find proposals of any year that speak of the same thing, and say why.",
    details: numberHelp,
    run: findSimilar,
  },
  {
    name: "proposals compare",
    operands: ["NUMBER", "OTHER"],
    meaning: "Set two proposals side by side, field by field.",
    details: `${numberHelp}\nAn equals sign marks fields that say the same.`,
    run: compareTwo,
  },
  {
    name: "proposals merge",
    operands: ["NUMBER", "INTO"],
    options: { why, by },
    meaning: "Let a proposal go on as part of another; its number leads there, nothing is deleted.",
    run: merge,
  },
  {
    name: "proposals unmerge",
    operands: ["NUMBER"],
    options: { why, by },
    meaning: "Take a merged proposal apart again; it goes on from the state it had.",
    run: unmerge,
  },
  {
    name: "proposals praise",
    operands: ["YEAR"],
    meaning:
      "List what may be praised in public: recognized initiatives, and only authors who agreed to be named.",
    run: praise,
  },
];

function list(call: Call): Promise<ExitCode> {
  const { io } = call;
  const size = Math.min(500, Math.max(1, readWhole(call.text("size") ?? "50", "--size")));
  const page = Math.max(1, readWhole(call.text("page") ?? "1", "--page"));
  const asked = call.text("year");
  const year = asked === undefined ? undefined : readWhole(asked, "--year");
  const filter = { state: readStateName(call), year, unit: call.text("unit"), field: call.text("field") };
  return withDatabase(io, async (db) => {
    await catchUpFaces(db);
    const found = await listProposals(db.read, { ...filter, text: call.text("text"), page, size });
    for (const row of found.rows) io.write(`${rowText(row)}\n`);
    if (found.rows.length === 0) io.write("Không có hồ sơ nào.\n");
    if (found.pages > 1) io.write(`… ${page}/${found.pages} (${found.total})\n`);
    io.write(`\n${countsText(await countProposals(db.read, year))}\n`);
    return 0;
  });
}

function readStateName(call: Call): ProposalState | undefined {
  const named = call.text("state");
  const state = states.find((each) => each === named);
  if (named !== undefined && state === undefined)
    throw new Failure("invalid", `--state has to be one of ${states.join(", ")}.`);
  return state;
}

/** Runs `work` on the proposal an operand names, or says that there is none. */
function withProposal(
  call: Call,
  operand: number,
  work: (proposal: Proposal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const number = readNumber(call.operands[operand]);
  return withDatabase(call.io, async (db) => {
    const proposal = await findProposal(db.read, number);
    return proposal ? work(proposal) : complainRefused(call, { kind: "missing", number });
  });
}

function shown(proposal: Proposal): string {
  const { decision, mergedInto } = proposal;
  const facts = [
    ["number", proposal.number],
    ["version", String(proposal.version)],
    ["state", proposal.state],
    ...(mergedInto === null ? [] : [["merged into", mergedInto]]),
    ["can be done", mergedInto === null ? allowedIn(proposal.state).join(", ") || "nothing" : "unmerge"],
    ["start", proposal.start],
    ["authors", proposal.authors.map(({ name, share }) => `${name} ${share ?? "?"}%`).join(", ")],
    ["unit", proposal.unit],
    ["recipient", proposal.recipient],
    ...proposal.reviews.map(({ reviewer, due, opinion }) => [
      "review",
      `${reviewer}, ${due}: ${opinion ?? "…"}`,
    ]),
    ...(decision ? [["decision", decisionWords(decision)]] : []),
    ...proposal.rewards.map(({ kind, amount, paidOn, basis }) => [kind, `${amount} đ, ${paidOn}, ${basis}`]),
  ];
  const events = proposal.events.map(({ at, kind, by: who, note }) => [sayTime(at), kind, who, note ?? ""]);
  return `${columns(facts)}\n${columns(events)}`;
}

function decisionWords({ kind, unit, reason, publication }: NonNullable<Proposal["decision"]>): string {
  const standing = publication ? `${publication.paperNumber}, ${publication.signedOn}` : "draft";
  return `${kind} by ${unit} (${standing})${reason === "" ? "" : `: ${reason}`}`;
}

function findSimilar(call: Call): Promise<ExitCode> {
  const number = readNumber(call.operands[0]);
  return withDatabase(call.io, async (db) => {
    await catchUpFaces(db);
    const proposal = await findProposal(db.read, number);
    if (!proposal) return complainRefused(call, { kind: "missing", number });
    const found = await similar(storedIndex(db.read, proposal.id), comparedText(proposal.record), 10);
    for (const { number: other, start, score, words } of found)
      call.io.write(`${other} | ${score.toFixed(2)} | ${start} | cùng nói về: ${words.join(", ")}\n`);
    if (found.length === 0) call.io.write("Không có hồ sơ nào gần giống.\n");
    return 0;
  });
}

function compareTwo(call: Call): Promise<ExitCode> {
  return withProposal(call, 0, (left) =>
    withProposal(call, 1, async (right) => {
      const { fields, alike } = await compare(left, right);
      for (const field of fields) {
        call.io.write(`${field.isSame ? "=" : " "} ${field.label}\n`);
        call.io.write(
          `    ${left.number}: ${field.left || "–"}\n    ${right.number}: ${field.right || "–"}\n`,
        );
      }
      if (alike) call.io.write(`\nCùng nói về: ${alike.words.join(", ")}\n`);
      return 0;
    }),
  );
}

function merge(call: Call): Promise<ExitCode> {
  const [from, into] = call.operands.map((typed) => readNumber(typed));
  const given = { from: from ?? "", into: into ?? "", why: needed(call, "why"), by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const result = await db.transact((tx) => mergeProposals(tx, { ...given, now: call.io.clock() }));
    if (result.kind !== "merged") return complainRefused(call, result);
    call.io.write(`${given.from} goes on as part of ${given.into}; both numbers live on.\n`);
    return 0;
  });
}

function unmerge(call: Call): Promise<ExitCode> {
  const given = { number: readNumber(call.operands[0]), why: needed(call, "why"), by: actor(call) };
  return withDatabase(call.io, async (db) => {
    const result = await db.transact((tx) => unmergeProposal(tx, { ...given, now: call.io.clock() }));
    if (result.kind !== "apart") return complainRefused(call, result);
    call.io.write(`${given.number} stands apart from ${result.from} again, as "${result.held.state}".\n`);
    return 0;
  });
}

function praise(call: Call): Promise<ExitCode> {
  const year = readWhole(call.operands[0] ?? "", "YEAR");
  return withDatabase(call.io, async (db) => {
    await catchUpFaces(db);
    const all = await praiseOf(db.read, year);
    for (const { number, start, named, unnamed } of all) {
      const names = [...named, ...(unnamed > 0 ? [`${unnamed} tác giả chưa đồng ý nêu tên`] : [])];
      call.io.write(`${number} | ${start} | ${names.join(", ")}\n`);
    }
    if (all.length === 0) call.io.write("Không có sáng kiến nào được công nhận trong năm.\n");
    return 0;
  });
}
