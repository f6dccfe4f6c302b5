import { Badge, Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { FaqRow } from "../../../src/dashboard/knowledge-shapes.ts";
import { useChange } from "../change.ts";
import { useRight } from "../me.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Form, useFields } from "../parts/form.tsx";
import { Empty, FaultBox } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { knowledgeTexts as words } from "./knowledge-texts.ts";

type FaqsProps = { readonly rows: readonly FaqRow[]; readonly onChanged: () => void };

/** Officers' answers made ready for everybody; somebody else than who wrote one approves it. */
export function Faqs({ rows, onChanged }: FaqsProps) {
  const mayChange = useRight("knowledge.change");
  const [opened, setOpened] = useState<FaqRow | "new">();
  const { make, isBusy, fault } = useChange();
  const decide = async (row: FaqRow, what: "approve" | "retire") => {
    await make(`/faqs/${row.number}/${what}`, { version: row.version }, words[`${what}d`]);
    onChanged();
  };
  return (
    <div className="stack">
      {mayChange ? (
        <div>
          <Button onClick={() => setOpened("new")}>{words.addFaq}</Button>
        </div>
      ) : null}
      <FaultBox fault={fault} />
      {rows.length === 0 ? <Empty>{words.noFaqs}</Empty> : null}
      {rows.map((row) => (
        <FaqCard
          key={row.number}
          row={row}
          isBusy={isBusy}
          onEdit={() => setOpened(row)}
          onDecide={(what) => void decide(row, what)}
        />
      ))}
      {opened ? (
        <FaqForm
          faq={opened === "new" ? undefined : opened}
          onClose={() => setOpened(undefined)}
          onChanged={onChanged}
        />
      ) : null}
    </div>
  );
}

type CardProps = {
  readonly row: FaqRow;
  readonly isBusy: boolean;
  readonly onEdit: () => void;
  readonly onDecide: (what: "approve" | "retire") => void;
};

function FaqCard({ row, isBusy, onEdit, onDecide }: CardProps) {
  const mayChange = useRight("knowledge.change");
  const isDraft = row.status === "draft";
  return (
    <article className="sheet stack">
      <div className="row apart">
        <h2 className="lines">{row.question}</h2>
        <Badge color={isDraft ? "orange" : "green"} variant="light">
          {isDraft ? words.draft : words.published}
        </Badge>
      </div>
      <p className="lines">{row.answer}</p>
      <p className="quiet">{words.faqBy(row.answeredBy, row.draftedBy)}</p>
      {mayChange ? (
        <div className="row">
          {isDraft ? (
            <>
              <Button size="xs" loading={isBusy} onClick={() => onDecide("approve")}>
                {words.approve}
              </Button>
              <Button size="xs" variant="default" disabled={isBusy} onClick={onEdit}>
                {words.edit}
              </Button>
            </>
          ) : null}
          <Button size="xs" variant="subtle" color="red" disabled={isBusy} onClick={() => onDecide("retire")}>
            {words.retire}
          </Button>
        </div>
      ) : null}
    </article>
  );
}

type FormProps = {
  /** Undefined: a new one. */
  readonly faq: FaqRow | undefined;
  /** What a new one begins with. */
  readonly question?: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

/** Writes an answer for everybody, or changes a draft; a draft somebody else changed meanwhile is shown. */
export function FaqForm({ faq: shown, question = "", onClose, onChanged }: FormProps) {
  const [faq, setFaq] = useState(shown);
  const { make, isBusy, fault, field } = useChange();
  const { given, bind } = useFields(
    { question: faq?.question ?? question, answer: faq?.answer ?? "" },
    field,
  );
  const save = async () => {
    const body = faq ? { ...given, version: faq.version } : given;
    if (!(await make(faq ? `/faqs/${faq.number}` : "/faqs", body, words.faqSaved))) return;
    onChanged();
    onClose();
  };
  const found = fault?.code === "stale" ? (fault.found as FaqRow) : undefined;
  return (
    <Dialog title={faq ? words.editFaq : words.addFaq} onClose={onClose}>
      <Form onSend={save}>
        <p className="quiet">{words.faqHelp}</p>
        <Textarea label={words.faqQuestion} rows={3} maxLength={1000} {...bind("question")} />
        <Textarea label={words.faqAnswer} rows={7} maxLength={3500} {...bind("answer")} />
        <FaultBox fault={fault} />
        {found ? (
          <div className="banner">
            <p className="lines">
              {words.now}: {found.question}
              {"\n"}
              {found.answer}
            </p>
            <Button size="xs" variant="default" onClick={() => setFaq(found)}>
              {texts.continueOn}
            </Button>
          </div>
        ) : null}
        <div className="row end">
          <Button type="submit" loading={isBusy}>
            {texts.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
