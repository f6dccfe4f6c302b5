import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { DocumentAdded, FaultRow, FileRead } from "../../../src/dashboard/knowledge-shapes.ts";
import { useChange } from "../change.ts";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { toBase64 } from "../to-base64.ts";
import { knowledgeTexts as words } from "./knowledge-texts.ts";

const largestUpload = 20_000_000;

type ReadProps = { readonly onRead: (source: string) => void };

/** Reads a file into text that can be corrected; nothing of it is kept yet. */
function ReadFile({ onRead }: ReadProps) {
  const { make, isBusy, fault } = useChange<FileRead>();
  const [notes, setNotes] = useState<readonly string[]>([]);
  const load = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > largestUpload) return setNotes([words.tooLarge]);
    const read = await make("/knowledge/read", { name: file.name, base64: await toBase64(file) });
    if (read?.kind === "read") onRead(read.source);
    setNotes(read?.kind === "refused" ? [read.why] : (read?.notes ?? []));
  };
  return (
    <>
      <label className="stack">
        <span>{words.file}</span>
        <input
          type="file"
          accept=".md,.txt,.pdf,.docx,.xlsx,.html"
          disabled={isBusy}
          onChange={(event) => void load(event.currentTarget.files?.[0])}
        />
      </label>
      {isBusy ? <p role="status">{words.reading}</p> : null}
      <FaultBox fault={fault} />
      {notes.map((note) => (
        <p key={note} className="banner">
          {note}
        </p>
      ))}
    </>
  );
}

/** Takes a document as a draft and shows its clauses and faults; nothing of it is quoted before it is published. */
export function AddDocument({ onChanged }: { readonly onChanged: () => void }) {
  const [source, setSource] = useState("");
  const [added, setAdded] = useState<DocumentAdded>();
  const { make, isBusy, fault, field } = useChange<DocumentAdded>();
  const save = async () => {
    setAdded(await make("/knowledge/documents", { source }, words.saved));
    onChanged();
  };
  const found = fault?.found as { faults?: FaultRow[] } | undefined;
  return (
    <Form className="stack sheet" onSend={save}>
      <ReadFile onRead={setSource} />
      <Textarea
        label={words.content}
        description={words.contentHelp}
        rows={10}
        value={source}
        error={field("source")}
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
