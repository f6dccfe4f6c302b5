import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { DocumentAdded, FaultRow } from "../../../src/dashboard/knowledge-shapes.ts";
import { useChange } from "../change.ts";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { knowledgeTexts as words } from "./knowledge-texts.ts";

/** Takes a document as a draft and shows its clauses and faults; nothing of it is quoted before it is published. */
export function AddDocument({ onChanged }: { readonly onChanged: () => void }) {
  const [source, setSource] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [added, setAdded] = useState<DocumentAdded>();
  const { make, isBusy, fault, field } = useChange<DocumentAdded>();
  const load = async (file: File | undefined) => {
    if (!file) return;
    try {
      setSource(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
      setWrong(undefined);
    } catch {
      setWrong(words.readFile);
    }
  };
  const save = async () => {
    setAdded(await make("/knowledge/documents", { source }, words.saved));
    onChanged();
  };
  const found = fault?.found as { faults?: FaultRow[] } | undefined;
  return (
    <Form className="stack sheet" onSend={save}>
      <label className="stack">
        <span>{words.file}</span>
        <input
          type="file"
          accept=".md,.txt,text/plain,text/markdown"
          onChange={(event) => void load(event.currentTarget.files?.[0])}
        />
      </label>
      <Textarea
        label={words.content}
        description={words.contentHelp}
        rows={10}
        value={source}
        error={wrong ?? field("source")}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <FaultBox fault={fault} />
      <Faults rows={found?.faults ?? added?.faults ?? []} />
      {added ? (
        <div>
          <h3>{words.report}</h3>
          <pre className="link-box lines">{added.report}</pre>
        </div>
      ) : null}
      <div className="row end">
        <Button type="submit" loading={isBusy} disabled={source.trim() === ""}>
          {words.save}
        </Button>
      </div>
    </Form>
  );
}

function Faults({ rows }: { readonly rows: readonly FaultRow[] }) {
  if (rows.length === 0) return null;
  return (
    <div>
      <h3>{words.faults}</h3>
      <ul>
        {rows.map((row) => (
          <li key={`${row.line} ${row.what}`} className={row.isError ? "fate" : ""}>
            <span className="strong">{words.line(row.line)}</span>: {row.what} {row.fix}
          </li>
        ))}
      </ul>
    </div>
  );
}
