import { Badge, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FaqRow, KnowledgeList, SearchHit } from "../../../src/dashboard/knowledge-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { sayDay } from "../words.ts";
import { knowledgeTexts as words } from "./knowledge-texts.ts";

/** What the search finds for a question, before anybody asks it. */
export function TestSearch() {
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const path = asked === "" ? null : `/knowledge/search?q=${encodeURIComponent(asked)}`;
  const look = useLook<{ hits: SearchHit[] }>(path, 3_600_000);
  return (
    <div className="stack">
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed.trim());
        }}
      >
        <TextInput
          label={words.searchLabel}
          description={words.searchHelp}
          maxLength={500}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit">{texts.search}</Button>
      </form>
      {path === null ? null : (
        <Shown of={look}>
          {({ hits }) =>
            hits.length === 0 ? (
              <Empty>{words.noHit}</Empty>
            ) : (
              <ol className="stack plain-list">
                {hits.map((hit) => (
                  <li key={hit.label} className="clause">
                    <p className="strong">
                      {hit.label}{" "}
                      <span className="quiet">{words.confidence((hit.confidence * 100).toFixed(0))}</span>
                    </p>
                    <p className="lines">{hit.text}</p>
                  </li>
                ))}
              </ol>
            )
          }
        </Shown>
      )}
    </div>
  );
}

/** Questions no document answered, the most frequent first: what the next document should hold. */
export function Unanswered({ rows }: { readonly rows: KnowledgeList["unanswered"] }) {
  if (rows.length === 0) return <Empty>{words.noUnanswered}</Empty>;
  return (
    <ul className="plain-list stack">
      {rows.map((row) => (
        <li key={row.question} className="sheet">
          <p className="lines">{row.question}</p>
          <p className="quiet">
            {words.times(row.count)} · {words.kinds[row.kind] ?? row.kind} · {sayDay(row.at)}
          </p>
        </li>
      ))}
    </ul>
  );
}

type FaqsProps = { readonly rows: readonly FaqRow[]; readonly onChanged: () => void };

/** Officers' answers made ready for everybody; somebody else than who wrote one approves it. */
export function Faqs({ rows, onChanged }: FaqsProps) {
  const mayChange = useRight("knowledge.change");
  const { make, isBusy, fault } = useChange();
  if (rows.length === 0) return <Empty>{words.noFaqs}</Empty>;
  const decide = async (row: FaqRow, what: "approve" | "retire") => {
    await make(`/faqs/${row.number}/${what}`, { version: row.version }, words[`${what}d`]);
    onChanged();
  };
  return (
    <div className="stack">
      <FaultBox fault={fault} />
      {rows.map((row) => (
        <article key={row.number} className="sheet stack">
          <div className="row apart">
            <h2 className="lines">{row.question}</h2>
            <Badge color={row.status === "published" ? "green" : "orange"} variant="light">
              {row.status === "published" ? words.published : words.draft}
            </Badge>
          </div>
          <p className="lines">{row.answer}</p>
          <p className="quiet">{words.faqBy(row.answeredBy, row.draftedBy)}</p>
          {mayChange ? (
            <div className="row">
              {row.status === "draft" ? (
                <Button size="xs" loading={isBusy} onClick={() => void decide(row, "approve")}>
                  {words.approve}
                </Button>
              ) : null}
              <Button
                size="xs"
                variant="default"
                disabled={isBusy}
                onClick={() => void decide(row, "retire")}
              >
                {words.retire}
              </Button>
            </div>
          ) : null}
        </article>
      ))}
    </div>
  );
}
