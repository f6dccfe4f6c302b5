import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import { Link, Route, Switch, useSearchParams } from "wouter";
import type { ProposalList } from "../../../src/dashboard/proposal-shapes.ts";
import { useDownload } from "../download.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Pager } from "../parts/pager.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { sayDay, sayNumber } from "../words.ts";
import { CouncilsPage } from "./councils.tsx";
import { homeTexts } from "./home-texts.ts";
import { HonoursPage } from "./honours.tsx";
import { honourTexts } from "./honours-texts.ts";
import { ProposalPage } from "./proposal.tsx";
import { PublishDrafts } from "./proposal-publish.tsx";
import { workTexts } from "./proposal-work-texts.ts";
import { proposalTexts as words } from "./proposals-texts.ts";

/** Sáng kiến: everything filed, and one record with what can be done. */
export function ProposalsPage() {
  return (
    <Switch>
      <Route path="/">
        <Proposals />
      </Route>
      <Route path="/hoi-dong">
        <CouncilsPage />
      </Route>
      <Route path="/bieu-duong" nest>
        <HonoursPage />
      </Route>
      <Route path="/:number">{({ number }) => <ProposalPage key={number} number={number} />}</Route>
    </Switch>
  );
}

const none = { state: "", year: "", unit: "", text: "", heading: "" };

function Proposals() {
  const [params] = useSearchParams();
  // A link from the figures opens the very rows a figure counts.
  const [filter, setFilter] = useState({
    ...none,
    heading: params.get("heading") ?? "",
    year: params.get("year") ?? "",
  });
  const [page, setPage] = useState(1);
  const [isPublishing, setPublishing] = useState(false);
  // Typing does not wait for the list.
  const asked = useDeferredValue(filter);
  const query = new URLSearchParams({ page: String(page) });
  for (const [name, value] of Object.entries(asked)) if (value.trim() !== "") query.set(name, value.trim());
  const look = useLook<ProposalList>(`/proposals?${query}`);
  const isFiltered = Object.values(filter).some((value) => value !== "");
  const drafts = look.value?.drafts ?? [];
  return (
    <>
      <div className="row apart">
        <h1>{texts.pages.proposals}</h1>
        <Tools drafts={drafts} onPublish={() => setPublishing(true)} />
      </div>
      <Filters
        filter={filter}
        states={look.value?.states ?? []}
        onChange={(next) => {
          setFilter(next);
          setPage(1);
        }}
      />
      {isHeading(filter.heading) ? (
        <p>
          <button type="button" className="chip on" onClick={() => setFilter({ ...filter, heading: "" })}>
            {homeTexts.headings[filter.heading](Number(filter.year))} ✕
          </button>
        </p>
      ) : null}
      <Shown of={look}>
        {(list) =>
          list.rows.length === 0 ? (
            <Empty>{isFiltered ? words.emptyFilter : words.empty}</Empty>
          ) : (
            <>
              <p className="quiet">{words.total(sayNumber(list.total))}</p>
              <ProposalTable list={list} />
              <Pager page={page} pages={list.pages} onPage={setPage} />
            </>
          )
        }
      </Shown>
      {isPublishing ? (
        <PublishDrafts drafts={drafts} onClose={() => setPublishing(false)} onChanged={look.reload} />
      ) : null}
    </>
  );
}

type ToolProps = { readonly drafts: ProposalList["drafts"]; readonly onPublish: () => void };

/** What concerns many proposals: honours, publishing decisions together, the register, councils. */
function Tools({ drafts, onPublish }: ToolProps) {
  const mayMove = useRight("proposals.move");
  const { load, isBusy, fault } = useDownload();
  const honours = (
    <Link href="/bieu-duong" className="chip">
      {honourTexts.title}
    </Link>
  );
  if (!mayMove) return honours;
  return (
    <div className="row">
      {drafts.length > 0 ? (
        <Button onClick={onPublish}>{words.waitingDrafts(sayNumber(drafts.length))}</Button>
      ) : null}
      <Button variant="default" loading={isBusy} onClick={() => void load("/register")}>
        {workTexts.register}
      </Button>
      <Link href="/hoi-dong" className="chip">
        {workTexts.councils}
      </Link>
      {honours}
      <FaultBox fault={fault} />
    </div>
  );
}

function isHeading(text: string): text is keyof typeof homeTexts.headings {
  return text in homeTexts.headings;
}

type FilterProps = {
  readonly filter: typeof none;
  readonly states: ProposalList["states"];
  readonly onChange: (next: typeof none) => void;
};

function Filters({ filter, states, onChange }: FilterProps) {
  const bind = (name: Exclude<keyof typeof none, "heading">) => ({
    label: words[name],
    value: filter[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...filter, [name]: event.currentTarget.value }),
  });
  return (
    <search className="filters" aria-label={words.filters}>
      <NativeSelect
        {...bind("state")}
        data={[
          { value: "", label: texts.all },
          ...states.map(({ state, words: label }) => ({ value: state, label })),
        ]}
        onChange={(event) => onChange({ ...filter, state: event.currentTarget.value, heading: "" })}
      />
      <TextInput
        {...bind("year")}
        inputMode="numeric"
        maxLength={4}
        onChange={(event) => onChange({ ...filter, year: event.currentTarget.value.replace(/\D/g, "") })}
      />
      <TextInput {...bind("unit")} maxLength={100} />
      <TextInput {...bind("text")} maxLength={200} type="search" />
    </search>
  );
}

function ProposalTable({ list }: { readonly list: ProposalList }) {
  return (
    <div className="table-wrap">
      <table className="table cards-on-phone">
        <thead>
          <tr>
            <th scope="col">{words.number}</th>
            <th scope="col">{words.start}</th>
            <th scope="col">{words.author}</th>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.filedAt}</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((row) => (
            <tr key={row.number}>
              <td>
                <Link href={`/${row.number}`}>{row.number}</Link>
              </td>
              <td>{row.start}</td>
              <td>{row.author}</td>
              <td>{row.unit}</td>
              <td>{row.mergedInto ? words.merged(row.mergedInto) : row.stateWords}</td>
              <td>{sayDay(row.filedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
