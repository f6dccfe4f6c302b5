import { TextInput } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import { Link, Route, Switch } from "wouter";
import type { MemberList, MemberView } from "../../../src/dashboard/members.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Ago } from "../parts/ago.tsx";
import { Icon } from "../parts/icons.tsx";
import { MemberFacts } from "../parts/member-facts.tsx";
import { Pager } from "../parts/pager.tsx";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayNumber } from "../words.ts";
import { inboxTexts } from "./inbox-texts.ts";
import { ImportList } from "./members-import.tsx";
import { Invite } from "./members-invite.tsx";
import { memberTexts as words } from "./members-texts.ts";
import { Units } from "./members-units.tsx";

/** Đoàn viên: who wrote to the union, and the units they belong to. */
export function MembersPage() {
  return (
    <Switch>
      <Route path="/">
        <MembersAndUnits />
      </Route>
      <Route path="/:id">{({ id }) => <MemberPage key={id} id={id} />}</Route>
    </Switch>
  );
}

function MembersAndUnits() {
  const [view, setView] = useView("muc", ["people", "units", "import", "invite"]);
  const mayImport = useRight("members.change");
  const isSeen = (value: string) => mayImport || value === "people" || value === "units";
  const shown = (["people", "units", "import", "invite"] as const).filter(isSeen);
  return (
    <>
      <h1>{texts.pages.members}</h1>
      <Tabs
        label={words.label}
        value={view}
        onChange={setView}
        tabs={shown.map((value) => ({ value, label: words.views[value] }))}
      />
      {view === "people" ? <Members /> : null}
      {view === "units" ? <Units /> : null}
      {view === "import" && mayImport ? <ImportList /> : null}
      {view === "invite" && mayImport ? <Invite /> : null}
    </>
  );
}

function Members() {
  const [text, setText] = useState("");
  const [page, setPage] = useState(1);
  const asked = useDeferredValue(text);
  const look = useLook<MemberList>(`/members?text=${encodeURIComponent(asked.trim())}&page=${page}`, 30_000);
  return (
    <>
      <search className="filters">
        <TextInput
          label={words.search}
          type="search"
          maxLength={100}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setPage(1);
          }}
        />
      </search>
      <Shown of={look}>
        {({ rows, total, pages }) =>
          rows.length === 0 ? (
            <Empty>{text === "" ? words.empty : words.emptySearch}</Empty>
          ) : (
            <>
              <p className="quiet">{words.total(sayNumber(total))}</p>
              <MemberTable rows={rows} />
              <Pager page={page} pages={pages} onPage={setPage} />
            </>
          )
        }
      </Shown>
    </>
  );
}

function MemberTable({ rows }: Pick<MemberList, "rows">) {
  return (
    <Table
      columns={[words.name, words.unit, words.channels, words.news, words.last]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Link key="name" href={`/${row.id}`}>
            {row.name ?? inboxTexts.stranger}
          </Link>,
          row.unit ?? texts.none,
          row.channels.map((channel) => texts.channels[channel]).join(", "),
          row.getsNews ? texts.yes : texts.no,
          row.lastInboundAt ? <Ago key="last" at={row.lastInboundAt} /> : texts.none,
        ],
      }))}
    />
  );
}

function MemberPage({ id }: { readonly id: string }) {
  const look = useLook<MemberView>(`/members/${id}`, 30_000);
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <Shown of={look}>
        {({ member, cases }) => (
          <div className="split">
            <section className="sheet">
              <h1>{member.name ?? inboxTexts.stranger}</h1>
              <MemberFacts member={member} />
            </section>
            <section className="sheet">
              <h2>{words.cases}</h2>
              {cases.length === 0 ? <p className="quiet">{words.noCases}</p> : null}
              <ul className="plain-list stack">
                {cases.map((row) => (
                  <li key={row.number}>
                    <Link href={`~/admin/hop-thu/${row.number}`}>{inboxTexts.number(row.number)}</Link>{" "}
                    <span className="quiet">{inboxTexts.statuses[row.status]}</span>
                    <p>{row.question}</p>
                  </li>
                ))}
              </ul>
            </section>
          </div>
        )}
      </Shown>
    </>
  );
}
