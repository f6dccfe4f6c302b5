import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SearchHit } from "../../../src/dashboard/knowledge-shapes.ts";
import { useLook } from "../look.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
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
