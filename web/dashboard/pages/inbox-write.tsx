import { Button, Checkbox, Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { CaseRecord, CaseRow } from "../../../src/dashboard/inbox-shapes.ts";
import { useChange } from "../change.ts";
import { useRight } from "../me.ts";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { cannedReplies, inboxTexts as words } from "./inbox-texts.ts";

type Props = {
  readonly found: CaseRecord;
  /** A passage to put into the answer. */
  readonly inserted: string | undefined;
  readonly onInserted: () => void;
  readonly onChanged: () => void;
};

const longest = { answer: 3500, note: 2000 } as const;
type Mode = keyof typeof longest;

/** Where answers and private notes are written. Each keeps its own words, so that a note is never sent. */
export function Writing({ found, inserted, onInserted, onChanged }: Props) {
  const mayAnswer = useRight("cases.answer");
  const [chosen, setMode] = useState<Mode>("answer");
  const mode: Mode = found.isSettled ? "note" : chosen;
  const [written, setWritten] = useState({ answer: "", note: "" });
  const [handsBack, setHandsBack] = useState(true);
  const { make, isBusy, fault, field } = useChange();
  useEffect(() => {
    if (inserted === undefined) return;
    setMode("answer");
    setWritten((old) => ({ ...old, answer: `${old.answer}${old.answer ? "\n\n" : ""}${inserted}` }));
    onInserted();
  }, [inserted, onInserted]);
  if (!mayAnswer) return null;
  const send = async () => {
    const body =
      mode === "note"
        ? { note: written.note }
        : { answer: written.answer, version: found.version, handsBack };
    const said = mode === "note" ? words.noted : words.sent;
    const answer = await make(`/cases/${found.number}/${mode}`, body, said);
    if (answer) setWritten((old) => ({ ...old, [mode]: "" }));
    onChanged();
  };
  const modes = found.isSettled ? (["note"] as const) : (["answer", "note"] as const);
  return (
    <Form className={`writing ${mode}`} onSend={send}>
      <Tabs
        label={words.modes}
        value={mode}
        onChange={setMode}
        tabs={modes.map((value) => ({ value, label: words[value] }))}
      />
      <WritingField
        mode={mode}
        text={written[mode]}
        error={field(mode)}
        onSend={() => void send()}
        onText={(text) => setWritten((old) => ({ ...old, [mode]: text }))}
      />
      <FaultBox fault={fault} />
      {fault ? <FoundNow found={fault.found as CaseRow | undefined} /> : null}
      <div className="row apart">
        {mode === "answer" ? (
          <Checkbox
            label={words.handsBack}
            checked={handsBack}
            onChange={(event) => setHandsBack(event.currentTarget.checked)}
          />
        ) : (
          <span />
        )}
        <Button type="submit" loading={isBusy} disabled={written[mode].trim() === ""}>
          {mode === "note" ? words.saveNote : words.send}
        </Button>
      </div>
    </Form>
  );
}

/** How the case stands for whoever came too late. */
function FoundNow({ found }: { readonly found: CaseRow | undefined }) {
  if (!found) return null;
  return (
    <p className="quiet">
      {words.foundNow}: {words.statuses[found.status]}
      {found.assignedTo ? ` · ${found.assignedTo}` : ""}
    </p>
  );
}

type FieldProps = {
  readonly mode: Mode;
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
};

function WritingField({ mode, text, error, onText, onSend }: FieldProps) {
  const offered = mode === "answer" && text.startsWith("/") ? matching(text.slice(1)) : [];
  const onKeyDown = (event: KeyboardEvent) => {
    // A note is saved by its button alone: nobody sends one by habit.
    if (mode === "answer" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
    const [first] = offered;
    if (event.key === "Tab" && first) {
      event.preventDefault();
      onText(first.text);
    }
  };
  return (
    <>
      <Textarea
        aria-label={words[mode]}
        description={mode === "note" ? words.noteHelp : words.answerHelp}
        rows={4}
        maxLength={longest[mode]}
        value={text}
        error={error}
        onKeyDown={onKeyDown}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {offered.length > 0 ? (
        <ul className="canned" aria-label={words.canned}>
          {offered.map((reply) => (
            <li key={reply.name}>
              <button type="button" className="plain-button" onClick={() => onText(reply.text)}>
                <span className="strong">/{reply.name}</span> <span className="quiet">{reply.text}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function matching(typed: string) {
  const plain = (text: string) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").toLowerCase();
  return cannedReplies.filter(({ name }) => plain(name).includes(plain(typed.trim())));
}
