import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CaseRecord } from "../../../src/dashboard/inbox-shapes.ts";
import { useChange } from "../change.ts";
import { useRight } from "../me.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Form } from "../parts/form.tsx";
import { MemberFacts } from "../parts/member-facts.tsx";
import { FaultBox } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { inboxTexts as words } from "./inbox-texts.ts";

type Props = { readonly found: CaseRecord; readonly onInsert: (text: string) => void };

/** Who asks, what else they asked, and the clauses an answer could rest on. */
export function MemberCard({ found, onInsert }: Props) {
  const mayAnswer = useRight("cases.answer");
  const mayPublish = useRight("knowledge.change");
  return (
    <div className="stack">
      <h2>{words.aboutMember}</h2>
      {found.member ? <MemberFacts member={found.member} /> : <p className="quiet">{words.stranger}</p>}
      {found.otherCases.length > 0 ? (
        <div>
          <h3>{words.others}</h3>
          <ul className="plain-list">
            {found.otherCases.map((one) => (
              <li key={one.number}>
                <Link href={`/${one.number}`}>{words.number(one.number)}</Link> {one.question}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {found.nearest.length > 0 ? (
        <div className="stack">
          <h3>{words.nearest}</h3>
          {found.nearest.map((clause) => (
            <blockquote key={clause.label} className="clause">
              <p className="strong">{clause.label}</p>
              <p className="lines">{clause.text}</p>
              {mayAnswer && !found.isSettled ? (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => onInsert(`“${clause.text.trim()}” (${clause.label})`)}
                >
                  {words.insert}
                </Button>
              ) : null}
            </blockquote>
          ))}
        </div>
      ) : null}
      {mayPublish && found.answer ? <MakeFaq found={found} answer={found.answer} /> : null}
    </div>
  );
}

function MakeFaq({ found, answer }: { readonly found: CaseRecord; readonly answer: string }) {
  const [isOpen, setOpen] = useState(false);
  const [given, setGiven] = useState({ question: found.question, answer });
  const { make, isBusy, fault, field } = useChange();
  const save = async () => {
    if (await make(`/cases/${found.number}/faq`, given, words.faqSaved)) setOpen(false);
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.faq}
      </Button>
      {isOpen ? (
        <Dialog title={words.faq} onClose={() => setOpen(false)}>
          <Form onSend={save}>
            <p className="quiet">{words.faqHelp}</p>
            <Textarea
              label={words.faqQuestion}
              rows={3}
              maxLength={1000}
              value={given.question}
              error={field("question")}
              onChange={(event) => setGiven({ ...given, question: event.currentTarget.value })}
            />
            <Textarea
              label={words.answer}
              rows={6}
              maxLength={3500}
              value={given.answer}
              error={field("answer")}
              onChange={(event) => setGiven({ ...given, answer: event.currentTarget.value })}
            />
            <FaultBox fault={fault} />
            <div className="row end">
              <Button type="submit" loading={isBusy}>
                {texts.save}
              </Button>
            </div>
          </Form>
        </Dialog>
      ) : null}
    </>
  );
}
