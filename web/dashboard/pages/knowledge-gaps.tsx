import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { GapList, PhraseList } from "../../../src/dashboard/knowledge-office.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Form, useFields } from "../parts/form.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { FaqForm } from "./knowledge-faqs.tsx";
import { knowledgeTexts as words } from "./knowledge-texts.ts";

type Gap = GapList["gaps"][number];

/** Questions no document answered, alike ones together, the most asked first, with what can be done about each. */
export function Gaps({ onChanged }: { readonly onChanged: () => void }) {
  const look = useLook<GapList>("/knowledge/gaps", 120_000);
  const [taught, setTaught] = useState<Gap>();
  const [answered, setAnswered] = useState<Gap>();
  return (
    <Shown of={look}>
      {({ gaps }) =>
        gaps.length === 0 ? (
          <Empty>{words.noUnanswered}</Empty>
        ) : (
          <>
            <p className="quiet">{words.gapsHelp}</p>
            <ul className="plain-list stack">
              {gaps.map((gap) => (
                <GapCard
                  key={gap.question}
                  gap={gap}
                  onTeach={() => setTaught(gap)}
                  onAnswer={() => setAnswered(gap)}
                />
              ))}
            </ul>
            {taught ? (
              <Dialog title={words.teach} onClose={() => setTaught(undefined)}>
                <PhraseForm
                  initial={{ written: taught.question, meaning: taught.nearest?.place ?? "" }}
                  onSaved={() => setTaught(undefined)}
                />
              </Dialog>
            ) : null}
            {answered ? (
              <FaqForm
                faq={undefined}
                question={[answered.question, ...answered.others].join("\n")}
                onChanged={onChanged}
                onClose={() => setAnswered(undefined)}
              />
            ) : null}
          </>
        )
      }
    </Shown>
  );
}

type CardProps = { readonly gap: Gap; readonly onTeach: () => void; readonly onAnswer: () => void };

function GapCard({ gap: { count, question, others, nearest }, onTeach, onAnswer }: CardProps) {
  const mayChange = useRight("knowledge.change");
  return (
    <li className="sheet stack">
      <p className="lines">
        <span className="strong">{words.times(count)}</span> · {question}
      </p>
      {others.map((other) => (
        <p key={other} className="quiet">
          {other}
        </p>
      ))}
      <p className="quiet">{nearest ? words.nearest(nearest.label) : words.nothingNear}</p>
      {mayChange ? (
        <div className="row">
          <Button size="xs" onClick={onAnswer}>
            {words.answerGap}
          </Button>
          <Button size="xs" variant="default" onClick={onTeach}>
            {words.teach}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

type FormProps = {
  readonly initial: { readonly written: string; readonly meaning: string };
  readonly onSaved: () => void;
};

/** Teaches the search how members say something. */
function PhraseForm({ initial, onSaved }: FormProps) {
  const { make, isBusy, fault, field } = useChange<{ kind: string }>();
  const { given, setGiven, bind } = useFields({ ...initial }, field);
  const save = async () => {
    const saved = await make("/knowledge/phrases", given);
    if (!saved) return;
    setGiven({ written: "", meaning: "" });
    onSaved();
  };
  return (
    <Form onSend={save}>
      <p className="quiet">{words.phrasesHelp}</p>
      <TextInput label={words.written} maxLength={300} {...bind("written")} />
      <TextInput label={words.meaning} description={words.meaningHelp} maxLength={300} {...bind("meaning")} />
      <FaultBox fault={fault} />
      <div className="row end">
        <Button type="submit" loading={isBusy}>
          {words.phraseSave}
        </Button>
      </div>
    </Form>
  );
}

/** What officers taught the search, with the way to teach more and to take back. */
export function Phrases() {
  const look = useLook<PhraseList>("/knowledge/phrases", 30_000);
  const mayChange = useRight("knowledge.change");
  const { make, isBusy, fault } = useChange();
  const remove = async (written: string) => {
    await make("/knowledge/phrases/remove", { written }, words.phraseRemoved);
    look.reload();
  };
  return (
    <div className="stack">
      {mayChange ? (
        <section className="sheet">
          <PhraseForm initial={{ written: "", meaning: "" }} onSaved={look.reload} />
        </section>
      ) : null}
      <FaultBox fault={fault} />
      <Shown of={look}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.noPhrases}</Empty>
          ) : (
            <Table
              columns={[words.written, words.meaning, ...(mayChange ? [texts.actions] : [])]}
              rows={rows.map(({ written, meaning }) => ({
                key: `${written} ${meaning}`,
                cells: [
                  written,
                  meaning,
                  <Button
                    key="remove"
                    size="xs"
                    variant="subtle"
                    color="red"
                    disabled={isBusy}
                    aria-label={`${words.phraseRemove}: ${written}`}
                    onClick={() => void remove(written)}
                  >
                    {words.phraseRemove}
                  </Button>,
                ],
              }))}
            />
          )
        }
      </Shown>
    </div>
  );
}
