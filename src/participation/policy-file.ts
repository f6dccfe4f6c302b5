import { type Instant, sayTime } from "../kit/time.ts";
import { type Block, body, field, line, nation, section, title } from "../papers/pieces.ts";
import { type SheetValue, writeSheets } from "../papers/sheet.ts";
import { writeDocx } from "../papers/write-docx.ts";
import type { AnswerColumn, ReadAnswer } from "./answers.ts";
import { clauseField } from "./as-intake.ts";
import type { StoredForm } from "./forms.ts";
import { policyTexts as words } from "./policy-texts.ts";

/** The comments on one part of a draft, in the order of the draft; `text` is that part's own words. */
type CommentGroup = {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly comments: readonly ReadAnswer[];
};

/** Comments part by part as the newest draft has them; on parts an older one had come after, the whole draft last. */
function commentGroups(form: StoredForm, answers: readonly ReadAnswer[]): CommentGroup[] {
  const { service } = form.definition;
  if (service.kind !== "policy") return [];
  const by = Map.groupBy(answers, ({ answers: given }) => {
    const chosen = given[clauseField];
    return chosen?.kind === "choice" ? chosen.value : "_all";
  });
  const known = service.clauses.map(({ id, label, text }) => ({
    id,
    label,
    text,
    comments: by.get(id) ?? [],
  }));
  const ids = new Set([...known.map(({ id }) => id), "_all"]);
  const older = [...by]
    .filter(([id]) => !ids.has(id))
    .map(([id, comments]) => ({
      id,
      label: words.older(comments[0]?.said[clauseField] ?? id),
      text: "",
      comments,
    }));
  return [...known, ...older, { id: "_all", label: words.whole, text: "", comments: by.get("_all") ?? [] }];
}

type Given = {
  readonly answers: readonly ReadAnswer[];
  readonly columns: readonly AnswerColumn[];
  readonly now: Instant;
};

/** What people said to each part, for whoever redrafts it, as DOCX. */
export function commentsDocx(form: StoredForm, { answers, columns, now }: Given): Promise<Uint8Array> {
  const groups = commentGroups(form, answers);
  const blocks = [
    ...nation(),
    ...title(words.paper, [form.title]),
    body(
      words.counted(
        answers.length,
        groups.filter(({ comments }) => comments.length > 0).length,
        sayTime(now),
      ),
    ),
    ...groups.flatMap((group) => groupBlocks(group, columns)),
  ];
  return writeDocx({ title: words.paper, blocks });
}

function groupBlocks({ label, text, comments }: CommentGroup, columns: readonly AnswerColumn[]): Block[] {
  return [
    section(`${label} (${words.count(comments.length)})`),
    ...(text === "" ? [] : [line(text, { isItalic: true, side: "both", space: [0, 4] })]),
    ...comments.flatMap((comment, at) => [
      field(words.comment(at + 1), byWhom(comment), { keepsNext: true }),
      ...partsOf(comment, columns).map(({ label: name, said }) => field(name, said)),
      ...comment.annexes.map((annex) => field(words.annex, annex)),
    ]),
  ];
}

function partsOf({ said }: ReadAnswer, columns: readonly AnswerColumn[]) {
  return columns.flatMap(({ id, label }) => {
    const words_ = said[id];
    return id === clauseField || words_ === undefined ? [] : [{ label, said: words_ }];
  });
}

function byWhom({ number, who }: ReadAnswer): string {
  return number === null ? words.nameless : [who?.name, who?.unit, number].filter((part) => part).join(", ");
}

/** The same as XLSX, a line a comment. */
export function commentsXlsx(form: StoredForm, { answers, columns, now }: Given): Promise<Uint8Array> {
  const shown = columns.filter(({ id }) => id !== clauseField);
  const rows = commentGroups(form, answers).flatMap(({ label, comments }) =>
    comments.map((comment): SheetValue[] => [
      ...[label, ...shown.map(({ id }) => comment.said[id] ?? null)],
      ...[byWhom(comment), comment.annexes.join("\n\n")],
    ]),
  );
  return writeSheets([
    {
      name: words.sheet,
      heading: [
        form.title,
        words.counted(answers.length, new Set(rows.map(([part]) => part)).size, sayTime(now)),
      ],
      columns: [
        { title: words.part, width: 28, kind: "text" },
        ...shown.map(({ label }) => ({ title: label, width: 40, kind: "text" as const })),
        { title: words.by, width: 28, kind: "text" },
        { title: words.annex, width: 40, kind: "text" },
      ],
      rows,
    },
  ]);
}
