import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { ClauseRow, DocumentView } from "../../../src/dashboard/knowledge-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Form, useFields } from "../parts/form.tsx";
import { Icon } from "../parts/icons.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { sayDay } from "../words.ts";
import { knowledgeTexts as words } from "./knowledge-texts.ts";

/** A published document: its clauses as a tree, officers' notes on them, and from when until when it holds. */
export function DocumentPage({ id }: { readonly id: string }) {
  const look = useLook<DocumentView>(`/knowledge/documents/${encodeURIComponent(id)}`, 20_000);
  const mayChange = useRight("knowledge.change");
  const [noted, setNoted] = useState<ClauseRow>();
  const [isDating, setDating] = useState(false);
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <Shown of={look}>
        {(found) => (
          <section className="sheet">
            <h1>{found.name}</h1>
            <p>{found.title}</p>
            <div className="row apart">
              <p className="quiet">
                {words.inForce(
                  found.inForceFrom ? sayDay(found.inForceFrom) : words.notNoted,
                  found.inForceUntil ? sayDay(found.inForceUntil) : words.notNoted,
                )}
                {found.replacedBy ? ` · ${words.replaced(found.replacedBy)}` : ""}
              </p>
              {mayChange ? (
                <Button size="xs" variant="default" onClick={() => setDating(true)}>
                  {words.validity}
                </Button>
              ) : null}
            </div>
            <Clauses clauses={found.clauses} onNote={mayChange ? setNoted : undefined} />
            {noted ? (
              <NoteForm id={id} clause={noted} onClose={() => setNoted(undefined)} onChanged={look.reload} />
            ) : null}
            {isDating ? (
              <ValidityForm found={found} onClose={() => setDating(false)} onChanged={look.reload} />
            ) : null}
          </section>
        )}
      </Shown>
    </>
  );
}

type ClausesProps = {
  readonly clauses: readonly ClauseRow[];
  readonly onNote: ((clause: ClauseRow) => void) | undefined;
};

function Clauses({ clauses, onNote }: ClausesProps) {
  return (
    <ul className="tree">
      {clauses.map((clause) => (
        <li key={clause.id} className={`depth-${Math.min(clause.depth, 4)}`}>
          <span className="quiet">{clause.id}</span>
          <p className="lines">{clause.text}</p>
          {clause.note ? (
            <p className="banner lines">
              {clause.ownNote ? words.note : words.noteAbove}: {clause.note}
            </p>
          ) : null}
          {onNote ? (
            <button
              type="button"
              className="plain-button quiet"
              aria-label={`${words.noteEdit}: ${clause.id}`}
              onClick={() => onNote(clause)}
            >
              {words.noteEdit}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

type NoteProps = {
  readonly id: string;
  readonly clause: ClauseRow;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

function NoteForm({ id, clause, onClose, onChanged }: NoteProps) {
  const [before, setBefore] = useState(clause.ownNote);
  const { make, isBusy, fault, field } = useChange();
  const { given, bind } = useFields({ note: clause.ownNote }, field);
  const save = async () => {
    const path = `/knowledge/documents/${encodeURIComponent(id)}/note`;
    if (!(await make(path, { clause: clause.id, before, ...given }, words.noteSaved))) return;
    onChanged();
    onClose();
  };
  const found = fault?.code === "stale" ? (fault.found as { note: string }) : undefined;
  return (
    <Dialog title={`${words.noteEdit}: ${clause.id}`} onClose={onClose}>
      <Form onSend={save}>
        <p className="quiet">{words.noteHelp}</p>
        <Textarea label={words.note} rows={4} maxLength={1000} {...bind("note")} />
        <FaultBox fault={fault} />
        {found ? (
          <div className="banner">
            <p className="lines">
              {words.now}: {found.note || texts.none}
            </p>
            <Button size="xs" variant="default" onClick={() => setBefore(found.note)}>
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

type ValidityProps = {
  readonly found: DocumentView;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

function ValidityForm({ found, onClose, onChanged }: ValidityProps) {
  const { make, isBusy, fault, field } = useChange();
  const { given, bind } = useFields(
    {
      inForceFrom: found.inForceFrom ?? "",
      inForceUntil: found.inForceUntil ?? "",
      replacedBy: found.replacedBy ?? "",
    },
    field,
  );
  const save = async () => {
    const body = {
      version: found.version,
      inForceFrom: given.inForceFrom || null,
      inForceUntil: given.inForceUntil || null,
      replacedBy: given.replacedBy.trim() || null,
    };
    const path = `/knowledge/documents/${encodeURIComponent(found.id)}/validity`;
    if (!(await make(path, body, words.validitySaved))) return;
    onChanged();
    onClose();
  };
  return (
    <Dialog title={words.validity} onClose={onClose}>
      <Form onSend={save}>
        <p className="quiet">{words.validityHelp}</p>
        <TextInput type="date" label={words.from} {...bind("inForceFrom")} />
        <TextInput type="date" label={words.until} {...bind("inForceUntil")} />
        <TextInput label={words.replacedBy} maxLength={200} {...bind("replacedBy")} />
        <FaultBox fault={fault} />
        <div className="row end">
          <Button type="submit" loading={isBusy}>
            {texts.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
