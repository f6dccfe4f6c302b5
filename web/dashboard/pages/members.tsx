import { TextInput } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import { Link, Route, Switch } from "wouter";
import type { MemberList, MemberView, UnitRow } from "../../../src/dashboard/members.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Icon } from "../parts/icons.tsx";
import { MemberFacts } from "../parts/member-facts.tsx";
import { Pager } from "../parts/pager.tsx";
import { Empty, Shown } from "../parts/states.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayDay, sayNumber, sayTime } from "../words.ts";
import { inboxTexts } from "./inbox-texts.ts";
import { ImportList } from "./members-import.tsx";
import { memberTexts as words } from "./members-texts.ts";

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
  const [view, setView] = useView("muc", ["people", "units", "import"]);
  const mayImport = useRight("members.change");
  const shown = (["people", "units", "import"] as const).filter((value) => value !== "import" || mayImport);
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
    <div className="table-wrap">
      <table className="table cards-on-phone">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.channels}</th>
            <th scope="col">{words.news}</th>
            <th scope="col">{words.last}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link href={`/${row.id}`}>{row.name ?? inboxTexts.stranger}</Link>
              </td>
              <td>{row.unit ?? texts.none}</td>
              <td>{row.channels.map((channel) => texts.channels[channel]).join(", ")}</td>
              <td>{row.getsNews ? texts.yes : texts.no}</td>
              <td>{row.lastInboundAt ? sayTime(row.lastInboundAt) : texts.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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

function Units() {
  const look = useLook<{ rows: UnitRow[] }>("/units", 60_000);
  return (
    <Shown of={look}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty>{words.noUnits}</Empty>
        ) : (
          <div className="table-wrap">
            <table className="table cards-on-phone">
              <thead>
                <tr>
                  <th scope="col">{words.code}</th>
                  <th scope="col">{words.unit}</th>
                  <th scope="col">{words.above}</th>
                  <th scope="col">{words.oldNames}</th>
                  <th scope="col">{words.validity}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.code}>
                    <td>{row.code}</td>
                    <td>{row.name}</td>
                    <td>{row.parent ?? texts.none}</td>
                    <td>{row.oldNames.join("; ")}</td>
                    <td>
                      {row.validFrom ? sayDay(row.validFrom) : "…"} –{" "}
                      {row.validTo ? sayDay(row.validTo) : "…"}
                      {row.successors.length > 0 ? (
                        <p className="quiet">{words.now(row.successors.join(", "))}</p>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Shown>
  );
}
