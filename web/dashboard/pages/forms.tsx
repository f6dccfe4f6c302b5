import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Link, Route, Switch } from "wouter";
import type { FormRow, ReadyRow } from "../../../src/dashboard/forms-shapes.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Icon } from "../parts/icons.tsx";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayNumber, sayTime } from "../words.ts";
import { FormEditor } from "./forms-editor.tsx";
import { formTexts as words } from "./forms-page-texts.ts";
import { FormPage } from "./forms-record.tsx";
import { FormState } from "./forms-state.tsx";

/** Tham gia: forms that were written, are open, are over. */
export function FormsPage() {
  return (
    <Switch>
      <Route path="/">
        <Forms />
      </Route>
      <Route path="/moi">
        <NewForm />
      </Route>
      <Route path="/:id">{({ id }) => <FormPage key={id} id={id} />}</Route>
    </Switch>
  );
}

const views = ["all", "open", "draft", "closed"] as const;

function Forms() {
  const mayChange = useRight("forms.change");
  const [view, setView] = useView("muc", views);
  const list = useLook<{ rows: FormRow[] }>("/forms");
  const isIn = (value: (typeof views)[number], row: FormRow) => value === "all" || row.status === value;
  return (
    <>
      <div className="row apart">
        <h1>{texts.pages.forms}</h1>
        {mayChange ? (
          <Button component={Link} href="/moi">
            {words.new}
          </Button>
        ) : null}
      </div>
      <Tabs
        label={words.viewLabel}
        value={view}
        onChange={setView}
        tabs={views.map((value) => ({
          value,
          label: words.views[value],
          count: list.value?.rows.filter((row) => isIn(value, row)).length,
        }))}
      />
      <Shown of={list}>
        {({ rows }) => {
          const shown = rows.filter((row) => isIn(view, row));
          if (shown.length === 0) return <Empty>{rows.length === 0 ? words.empty : words.emptyView}</Empty>;
          return <FormTable rows={shown} />;
        }}
      </Shown>
    </>
  );
}

function FormTable({ rows }: { readonly rows: readonly FormRow[] }) {
  return (
    <Table
      columns={[words.title, words.code, words.kind, words.state, words.answers, words.until]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Link key="title" href={`/${row.id}`}>
            {row.title}
          </Link>,
          row.code,
          words.services[row.service],
          <FormState key="state" row={row} />,
          sayNumber(row.answers),
          row.closesAt === null ? texts.none : sayTime(row.closesAt),
        ],
      }))}
    />
  );
}

/** Begins with a form that comes with the program. */
function NewForm() {
  const look = useLook<{ rows: ReadyRow[] }>("/forms-ready", 600_000);
  const [chosen, setChosen] = useState("survey");
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <h1>{words.new}</h1>
      <p>{words.beginBody}</p>
      <Shown of={look}>
        {({ rows }) => {
          const ready = rows.find(({ id }) => id === chosen) ?? rows[0];
          return (
            <div className="stack">
              <NativeSelect
                label={words.begin}
                value={chosen}
                data={rows.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(event) => setChosen(event.currentTarget.value)}
              />
              {ready ? <FormEditor key={ready.id} definition={ready.definition} saved={null} /> : null}
            </div>
          );
        }}
      </Shown>
    </>
  );
}
