import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import { Link, Route, Switch } from "wouter";
import type { DocumentRow, DocumentView, KnowledgeList } from "../../../src/dashboard/knowledge-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayDay, sayNumber } from "../words.ts";
import { AddDocument } from "./knowledge-add.tsx";
import { Faqs, TestSearch, Unanswered } from "./knowledge-parts.tsx";
import { knowledgeTexts as words } from "./knowledge-texts.ts";

/** Tri thức: what answers are taken from, and what no document answered. */
export function KnowledgePage() {
  return (
    <Switch>
      <Route path="/">
        <Knowledge />
      </Route>
      <Route path="/:id">{({ id }) => <DocumentPage key={id} id={id} />}</Route>
    </Switch>
  );
}

type View = keyof typeof words.views;

function Knowledge() {
  const [view, setView] = useView("muc", ["documents", "search", "unanswered", "faqs"]);
  const look = useLook<KnowledgeList>("/knowledge");
  const value = look.value;
  const counts = {
    documents: value?.documents.length,
    unanswered: value?.unanswered.length,
    faqs: value?.faqs.length,
  };
  return (
    <>
      <h1>{texts.pages.knowledge}</h1>
      <Tabs
        label={words.label}
        value={view}
        onChange={setView}
        tabs={(Object.keys(words.views) as View[]).map((one) => ({
          value: one,
          label: words.views[one],
          count: one === "search" ? undefined : counts[one],
        }))}
      />
      {view === "search" ? (
        <TestSearch />
      ) : (
        <Shown of={look}>
          {(list) =>
            view === "documents" ? (
              <Documents rows={list.documents} onChanged={look.reload} />
            ) : view === "unanswered" ? (
              <Unanswered rows={list.unanswered} />
            ) : (
              <Faqs rows={list.faqs} onChanged={look.reload} />
            )
          }
        </Shown>
      )}
    </>
  );
}

type DocumentsProps = { readonly rows: readonly DocumentRow[]; readonly onChanged: () => void };

function Documents({ rows, onChanged }: DocumentsProps) {
  const mayChange = useRight("knowledge.change");
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<{ row: DocumentRow; what: "publish" | "withdraw" }>();
  return (
    <div className="stack">
      {mayChange ? (
        <div>
          <Button variant={isAdding ? "default" : "filled"} onClick={() => setAdding(!isAdding)}>
            {isAdding ? texts.close : words.add}
          </Button>
        </div>
      ) : null}
      {isAdding ? <AddDocument onChanged={onChanged} /> : null}
      {rows.length === 0 ? <Empty>{words.empty}</Empty> : null}
      <div className="table-wrap">
        <table className="table cards-on-phone">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.clauses}</th>
              <th scope="col">{words.at}</th>
              {mayChange ? <th scope="col">{texts.actions}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <DocumentLine
                key={`${row.id} ${row.version}`}
                row={row}
                onAsk={
                  mayChange
                    ? () => setAsked({ row, what: row.status === "draft" ? "publish" : "withdraw" })
                    : undefined
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      {asked ? <AskDocument {...asked} onClose={() => setAsked(undefined)} onChanged={onChanged} /> : null}
    </div>
  );
}

type LineProps = { readonly row: DocumentRow; readonly onAsk: (() => void) | undefined };

function DocumentLine({ row, onAsk }: LineProps) {
  return (
    <tr>
      <td>
        {row.status === "published" ? <Link href={`/${row.id}`}>{row.name}</Link> : row.name}
        <p className="quiet">{row.title}</p>
      </td>
      <td>
        <Badge color={row.status === "published" ? "green" : "orange"} variant="light">
          {words[row.status]}
        </Badge>{" "}
        <span className="quiet">{words.version(row.version)}</span>
      </td>
      <td>{row.clauses === null ? texts.none : sayNumber(row.clauses)}</td>
      <td>{sayDay(row.at)}</td>
      {onAsk ? (
        <td>
          <Button size="xs" variant="default" onClick={onAsk}>
            {row.status === "draft" ? words.publish : words.withdraw}
          </Button>
        </td>
      ) : null}
    </tr>
  );
}

type AskProps = {
  readonly row: DocumentRow;
  readonly what: "publish" | "withdraw";
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

function AskDocument({ row, what, onClose, onChanged }: AskProps) {
  const { make, isBusy, fault } = useChange();
  const carryOut = async () => {
    const said = what === "publish" ? words.publishDone : words.withdrawDone;
    const done = await make(`/knowledge/documents/${row.id}/${what}`, {}, said);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={words[what]}
      yes={words[what]}
      color={what === "publish" ? "blue" : "red"}
      isBusy={isBusy}
      onNo={onClose}
      onYes={() => void carryOut()}
    >
      <p>{words[`${what}Ask`](row.name)}</p>
      <FaultBox fault={fault} />
    </Confirm>
  );
}

function DocumentPage({ id }: { readonly id: string }) {
  const look = useLook<DocumentView>(`/knowledge/documents/${encodeURIComponent(id)}`, 60_000);
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
            <p className="quiet">
              {words.inForce(
                found.inForceFrom ? sayDay(found.inForceFrom) : "…",
                found.inForceUntil ? sayDay(found.inForceUntil) : "…",
              )}
            </p>
            <ul className="tree">
              {found.clauses.map((clause) => (
                <li key={clause.id} className={`depth-${Math.min(clause.depth, 4)}`}>
                  <span className="quiet">{clause.id}</span>
                  <p className="lines">{clause.text}</p>
                  {clause.note ? (
                    <p className="banner">
                      {words.note}: {clause.note}
                    </p>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        )}
      </Shown>
    </>
  );
}
