import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Link, Route, Switch } from "wouter";
import type { HonourRow } from "../../../src/dashboard/honours-shapes.ts";
import type { CouncilRow } from "../../../src/dashboard/proposal-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Form, useFields } from "../parts/form.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { sayDay } from "../words.ts";
import { HonourRoundPage } from "./honours-round.tsx";
import { honourTexts as words } from "./honours-texts.ts";

/** Biểu dương: the yearly rounds, and one with its candidates. */
export function HonoursPage() {
  return (
    <Switch>
      <Route path="/">
        <Rounds />
      </Route>
      <Route path="/:id">{({ id }) => <HonourRoundPage key={id} id={id} />}</Route>
    </Switch>
  );
}

function Rounds() {
  const mayOpen = useRight("proposals.move");
  const look = useLook<{ rows: HonourRow[] }>("/honours", 60_000);
  return (
    <>
      <Link href="~/admin/sang-kien" className="back">
        {texts.back}
      </Link>
      <h1>{words.title}</h1>
      <p className="quiet">{words.about}</p>
      <div className="stack">
        <Shown of={look}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty>{words.none}</Empty>
            ) : (
              <Table
                columns={[words.name, words.year, words.since, words.until, words.state]}
                rows={rows.map(({ id, title, year, since, until, status }) => ({
                  key: id,
                  cells: [
                    <Link key="open" href={`/${id}`}>
                      {title}
                    </Link>,
                    year,
                    sayDay(since),
                    sayDay(until),
                    words.statuses[status],
                  ],
                }))}
              />
            )
          }
        </Shown>
        {mayOpen ? <NewRound onChanged={look.reload} /> : null}
      </div>
    </>
  );
}

function NewRound({ onChanged }: { readonly onChanged: () => void }) {
  const councils = useLook<{ rows: CouncilRow[] }>("/councils", 60_000);
  return (
    <Shown of={councils}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p className="quiet">{words.noCouncil}</p>
        ) : (
          <OpenRound councils={rows} onChanged={onChanged} />
        )
      }
    </Shown>
  );
}

const first = {
  ...{ year: String(new Date().getFullYear()), title: words.usualName, occasion: words.usualOccasion },
  ...{ council: "", since: "", until: "", least: "0", most: "50" },
} as Readonly<
  Record<"year" | "title" | "occasion" | "council" | "since" | "until" | "least" | "most", string>
>;

type OpenProps = { readonly councils: readonly CouncilRow[]; readonly onChanged: () => void };

function OpenRound({ councils, onChanged }: OpenProps) {
  const { make, isBusy, fault, field } = useChange();
  const { given, bind } = useFields({ ...first, council: councils[0]?.id ?? "" }, field);
  const send = async () => {
    const numbers = { year: Number(given.year), least: Number(given.least), most: Number(given.most) };
    await make("/honours", { ...given, ...numbers }, words.opened);
    onChanged();
  };
  return (
    <Form className="sheet stack" onSend={send}>
      <h2>{words.open}</h2>
      <div className="filters">
        <TextInput {...bind("year")} label={words.year} inputMode="numeric" maxLength={4} />
        <TextInput {...bind("title")} label={words.name} maxLength={200} />
        <NativeSelect
          {...bind("council")}
          label={words.council}
          data={councils.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextInput {...bind("since")} label={words.since} type="date" />
        <TextInput {...bind("until")} label={words.until} type="date" />
        <TextInput {...bind("least")} label={words.least} inputMode="numeric" maxLength={3} />
        <TextInput {...bind("most")} label={words.most} inputMode="numeric" maxLength={4} />
      </div>
      <TextInput {...bind("occasion")} label={words.occasion} maxLength={300} />
      <FaultBox fault={fault} />
      <div className="row end">
        <Button type="submit" loading={isBusy}>
          {words.open}
        </Button>
      </div>
    </Form>
  );
}
