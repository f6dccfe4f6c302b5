import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { AuditEntry } from "../../../src/people/audit.ts";
import type { Officer } from "../../../src/people/officers.ts";
import { get } from "../api.ts";
import { useLook } from "../look.ts";
import { Ago } from "../parts/ago.tsx";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { officerTexts as words } from "./officers-texts.ts";

/** Who changed what, newest first, of one person or of one kind when asked for. */
export function Audit({ officers }: { readonly officers: readonly Officer[] }) {
  const [who, setWho] = useState("");
  const [about, setAbout] = useState("");
  const [older, setOlder] = useState<readonly AuditEntry[]>([]);
  const query = [who && `officer=${who}`, about && `about=${about}`].filter(Boolean).join("&");
  const look = useLook<{ entries: AuditEntry[] }>(`/audit?${query}`);
  const more = async (before: number) => {
    const next = await get<{ entries: AuditEntry[] }>(`/audit?${query}&before=${before}`);
    setOlder((old) => [...old, ...next.entries]);
  };
  const narrow = (set: (value: string) => void) => (event: { currentTarget: { value: string } }) => {
    set(event.currentTarget.value);
    setOlder([]);
  };
  const people = officers.map(({ id, name }) => ({ value: id, label: name }));
  const kinds = Object.entries(words.topics).map(([value, label]) => ({ value, label }));
  return (
    <div className="stack">
      <div className="filters">
        <NativeSelect
          label={words.filterWho}
          value={who}
          data={[{ value: "", label: words.who_all }, ...people]}
          onChange={narrow(setWho)}
        />
        <NativeSelect
          label={words.filterWhat}
          value={about}
          data={[{ value: "", label: words.what_all }, ...kinds]}
          onChange={narrow(setAbout)}
        />
      </div>
      <Shown of={look}>
        {({ entries }) => {
          const seen = new Set(entries.map(({ seq }) => seq));
          const all = [...entries, ...older.filter(({ seq }) => !seen.has(seq))];
          const last = all.at(-1);
          if (!last) return <Empty>{words.noAudit}</Empty>;
          return (
            <>
              <AuditTable entries={all} />
              {last.seq > 1 ? (
                <Button variant="default" onClick={() => void more(last.seq)}>
                  {texts.loadMore}
                </Button>
              ) : null}
            </>
          );
        }}
      </Shown>
    </div>
  );
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const say = (detail: AuditEntry["detail"]) =>
    Object.entries(detail)
      .map(([name, value]) => `${name}: ${value}`)
      .join(", ");
  return (
    <Table
      columns={[
        words.at,
        words.who,
        words.what,
        { head: words.subject, className: "lines" },
        { head: words.detail, className: "quiet lines" },
      ]}
      rows={entries.map((entry) => ({
        key: entry.seq,
        cells: [
          <Ago key="at" at={entry.at} />,
          entry.officerName,
          words.actions[entry.action] ?? entry.action,
          <Subject key="subject" subject={entry.subject} />,
          say(entry.detail),
        ],
      }))}
    />
  );
}

const places: Readonly<Record<string, string>> = {
  case: "hop-thu",
  proposal: "sang-kien",
  campaign: "truyen-thong",
  document: "tri-thuc",
  member: "doan-vien",
};

/** What was changed, as a way there where it has a page. */
function Subject({ subject }: { readonly subject: string }) {
  const [kind = "", id = ""] = subject.split(/:(.*)/s);
  const place = places[kind];
  if (!place || id === "") return <>{subject}</>;
  return <Link href={`~/admin/${place}/${encodeURIComponent(id)}`}>{subject}</Link>;
}
