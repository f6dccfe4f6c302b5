import { Button, Checkbox, Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { CaseRecord, CaseRow } from "../../../src/dashboard/inbox-shapes.ts";
import { useChange } from "../change.ts";
import { useRight } from "../me.ts";
import { Form } from "../parts/form.tsx";
import { useShortcut } from "../parts/shortcuts.tsx";
import { FaultBox } from "../parts/states.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { CannedReplies, useCanned, useFill } from "./inbox-canned.tsx";
import { inboxTexts as words } from "./inbox-texts.ts";

type Props = {
  readonly found: CaseRecord;
  /** A passage to put into the answer. */
  readonly inserted: string | undefined;
  readonly onInserted: () => void;
  readonly onChanged: () => void;
};

const longest = { answer: 3500, text: 3500, note: 2000 } as const;
type Mode = keyof typeof longest;

const doings = {
  answer: { help: words.answerHelp, button: words.send, said: words.sent },
  text: { help: words.textHelp, button: words.sendText, said: words.textSent },
  note: { help: words.noteHelp, button: words.saveNote, said: words.noted },
} as const;

/** Where answers and private notes are written. Each keeps its own words, so that a note is never sent. */
export function Writing({ found, inserted, onInserted, onChanged }: Props) {
  const mayAnswer = useRight("cases.answer");
  // What is answered already can be talked about further; what waits is answered.
  const modes = [found.isSettled ? "text" : "answer", "note"] as const;
  const [isNote, setNote] = useState(false);
  const mode: Mode = modes[isNote ? 1 : 0];
  const [written, setWritten] = useState({ answer: "", text: "", note: "" });
  const [handsBack, setHandsBack] = useState(true);
  const { make, isBusy, fault, field } = useChange();
  const form = useWritingKeys(setNote);
  useEffect(() => {
    if (inserted === undefined) return;
    setNote(false);
    setWritten((old) => ({ ...old, answer: `${old.answer}${old.answer ? "\n\n" : ""}${inserted}` }));
    onInserted();
  }, [inserted, onInserted]);
  if (!mayAnswer) return null;
  const send = async () => {
    const more = mode === "answer" ? { version: found.version, handsBack } : {};
    const path = `/cases/${found.number}/${mode === "text" ? "say" : mode}`;
    const answer = await make(path, { [mode]: written[mode], ...more }, doings[mode].said);
    if (answer) setWritten((old) => ({ ...old, [mode]: "" }));
    onChanged();
  };
  return (
    <div ref={form}>
      <Form className={`writing ${mode}`} onSend={send}>
        <Tabs
          label={words.modes}
          value={mode}
          onChange={(next) => setNote(next === "note")}
          tabs={modes.map((value) => ({ value, label: words[value] }))}
        />
        <WritingField
          found={found}
          mode={mode}
          text={written[mode]}
          error={field(mode)}
          onSend={() => void send()}
          onText={(text) => setWritten((old) => ({ ...old, [mode]: text }))}
        />
        <FaultBox fault={fault} />
        {fault ? <FoundNow found={fault.found as CaseRow | undefined} /> : null}
        <div className="row apart">
          <Checkbox
            className={mode === "answer" ? "" : "unseen"}
            label={words.handsBack}
            checked={handsBack}
            onChange={(event) => setHandsBack(event.currentTarget.checked)}
          />
          <Button type="submit" loading={isBusy} disabled={written[mode].trim() === ""}>
            {doings[mode].button}
          </Button>
        </div>
      </Form>
      {/* Not inside: a form holds no other form. */}
      <CannedReplies />
    </div>
  );
}

/** r begins an answer, n a note: the part of the page around the field, to be put around it. */
function useWritingKeys(setNote: (isNote: boolean) => void) {
  const around = useRef<HTMLDivElement>(null);
  const begin = (isNote: boolean) => {
    setNote(isNote);
    requestAnimationFrame(() => around.current?.querySelector("textarea")?.focus());
  };
  useShortcut("r", () => begin(false));
  useShortcut("n", () => begin(true));
  return around;
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
  readonly found: CaseRecord;
  readonly mode: Mode;
  readonly text: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
  readonly onSend: () => void;
};

function WritingField({ found, mode, text, error, onText, onSend }: FieldProps) {
  const matching = useCanned(mode !== "note");
  const fill = useFill(found);
  const offered = mode !== "note" && text.startsWith("/") ? matching(text.slice(1)) : [];
  const onKeyDown = (event: KeyboardEvent) => {
    // A note is saved by its button alone: nobody sends one by habit.
    if (mode !== "note" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
    const [first] = offered;
    if (event.key === "Tab" && first) {
      event.preventDefault();
      onText(fill(first.text));
    }
  };
  return (
    <>
      <Textarea
        aria-label={words[mode]}
        description={doings[mode].help}
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
              <button type="button" className="plain-button" onClick={() => onText(fill(reply.text))}>
                <span className="strong">/{reply.name}</span>{" "}
                <span className="quiet">{fill(reply.text)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
