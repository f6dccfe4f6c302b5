import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import { Link, Route, Switch } from "wouter";
import type { CampaignRow } from "../../../src/dashboard/campaign-shapes.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { CampaignState } from "../parts/campaign-state.tsx";
import { Bars, Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { CampaignPage } from "./campaign.tsx";
import { Sections } from "./campaign-sections.tsx";
import { beginTexts } from "./campaign-write-texts.ts";
import { campaignTexts as words } from "./campaigns-texts.ts";

// What is opened now and then comes when it is opened.
const NewCampaign = lazy(async () => ({ default: (await import("./campaign-wizard.tsx")).NewCampaign }));
const EditCampaign = lazy(async () => ({ default: (await import("./campaign-wizard.tsx")).EditCampaign }));
const Assistant = lazy(async () => ({ default: (await import("./campaign-assistant.tsx")).Assistant }));
const CalendarPage = lazy(async () => ({ default: (await import("./campaign-calendar.tsx")).CalendarPage }));
const Doubts = lazy(async () => ({ default: (await import("./campaign-doubts.tsx")).Doubts }));
const Articles = lazy(async () => ({ default: (await import("./articles.tsx")).Articles }));
const ArticlePage = lazy(async () => ({ default: (await import("./article.tsx")).ArticlePage }));
const Quizzes = lazy(async () => ({ default: (await import("./quizzes.tsx")).Quizzes }));
const QuizPage = lazy(async () => ({ default: (await import("./quizzes.tsx")).QuizPage }));

/** Truyền thông: what was written, what waits for approval, what is on its way, what everybody can read. */
export function CampaignsPage() {
  return (
    <Suspense fallback={<Bars />}>
      <Switch>
        <Route path="/">
          <Campaigns />
        </Route>
        <Route path="/moi">
          <NewCampaign />
        </Route>
        <Route path="/tro-ly">
          <Assistant />
        </Route>
        <Route path="/lich">
          <CalendarPage />
        </Route>
        <Route path="/chua-ro">
          <Doubts />
        </Route>
        <Route path="/bai">
          <Articles />
        </Route>
        <Route path="/bai/:slug">{({ slug }) => <ArticlePage key={slug} slug={slug} />}</Route>
        <Route path="/cuoc-thi">
          <Quizzes />
        </Route>
        <Route path="/cuoc-thi/:id">{({ id }) => <QuizPage key={id} id={id} />}</Route>
        <Route path="/:id/sua">{({ id }) => <EditCampaign key={id} id={id} />}</Route>
        <Route path="/:id">{({ id }) => <CampaignPage key={id} id={id} />}</Route>
      </Switch>
    </Suspense>
  );
}

const views = ["all", "draft", "held", "scheduled", "stopped", "finished"] as const;

function Campaigns() {
  const mayDraft = useRight("campaigns.draft");
  const [view, setView] = useView("muc", views);
  const list = useLook<{ rows: CampaignRow[] }>("/campaigns");
  return (
    <>
      <div className="row apart">
        <h1>{texts.pages.campaigns}</h1>
        {mayDraft ? (
          <div className="row">
            <Button component={Link} href="/tro-ly" variant="default">
              {beginTexts.assistant}
            </Button>
            <Button component={Link} href="/moi">
              {words.new}
            </Button>
          </div>
        ) : null}
      </div>
      <Sections here="list" />
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
          return <CampaignTable rows={shown} />;
        }}
      </Shown>
    </>
  );
}

function isIn(view: (typeof views)[number], { status, isHeld }: CampaignRow): boolean {
  return view === "all" || (view === "held" ? isHeld : status === view);
}

function CampaignTable({ rows }: { readonly rows: readonly CampaignRow[] }) {
  return (
    <Table
      columns={[words.title, words.status, words.when, words.channels, words.approvedBy]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Link key="title" href={`/${row.id}`}>
            {row.title}
          </Link>,
          <CampaignState key="state" row={row} />,
          row.when,
          row.channels.map((channel) => texts.channels[channel]).join(", "),
          row.approvedBy ?? texts.none,
        ],
      }))}
    />
  );
}
