import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import { Link, Route, Switch } from "wouter";
import type { DocumentRow, KnowledgeList } from "../../../src/dashboard/knowledge-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayDay, sayNumber } from "../words.ts";
import { AddDocument } from "./knowledge-add.tsx";
import { DocumentPage } from "./knowledge-document.tsx";
import { Faqs } from "./knowledge-faqs.tsx";
import { Gaps, Phrases } from "./knowledge-gaps.tsx";
import { TestSearch } from "./knowledge-search.tsx";
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
  const [view, setView] = useView("muc", ["documents", "search", "unanswered", "faqs", "phrases"]);
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
          count: one === "search" || one === "phrases" ? undefined : counts[one],
        }))}
      />
      {view === "search" ? <TestSearch /> : null}
      {view === "unanswered" ? <Gaps onChanged={look.reload} /> : null}
      {view === "phrases" ? <Phrases /> : null}
      {view === "documents" || view === "faqs" ? (
        <Shown of={look}>
          {(list) =>
            view === "documents" ? (
              <Documents rows={list.documents} onChanged={look.reload} />
            ) : (
              <Faqs rows={list.faqs} onChanged={look.reload} />
            )
          }
        </Shown>
      ) : null}
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
      <Table
        columns={[words.name, words.state, words.clauses, words.at, ...(mayChange ? [texts.actions] : [])]}
        rows={rows.map((row) => documentLine(row, (what) => setAsked({ row, what })))}
      />
      {asked ? <AskDocument {...asked} onClose={() => setAsked(undefined)} onChanged={onChanged} /> : null}
    </div>
  );
}

function documentLine(row: DocumentRow, onAsk: (what: "publish" | "withdraw") => void) {
  const isDraft = row.status === "draft";
  const cells = [
    <div key="name">
      {isDraft ? row.name : <Link href={`/${row.id}`}>{row.name}</Link>}
      <p className="quiet">{row.title}</p>
    </div>,
    <span key="state">
      <Badge color={isDraft ? "orange" : "green"} variant="light">
        {words[row.status]}
      </Badge>{" "}
      <span className="quiet">{words.version(row.version)}</span>
    </span>,
    row.clauses === null ? texts.none : sayNumber(row.clauses),
    sayDay(row.at),
    <Button key="act" size="xs" variant="default" onClick={() => onAsk(isDraft ? "publish" : "withdraw")}>
      {isDraft ? words.publish : words.withdraw}
    </Button>,
  ];
  return { key: `${row.id} ${row.version}`, cells };
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
