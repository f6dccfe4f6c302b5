import type { ReactNode } from "react";
import { Link } from "wouter";
import type { HomeView } from "../../../src/dashboard/home-shapes.ts";
import { useLook } from "../look.ts";
import { useMe, useRight } from "../me.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { texts } from "../texts.ts";
import { sayDay, sayNumber, sayTime } from "../words.ts";
import { FirstStepsCard } from "./first-steps.tsx";
import { ChartBox } from "./home-chart.tsx";
import { homeTexts as words } from "./home-texts.ts";
import { inboxTexts } from "./inbox-texts.ts";
import { proposalTexts } from "./proposals-texts.ts";

/** Tổng quan: what waits for whoever is logged in; every figure opens the rows behind it. */
export function HomePage() {
  const look = useLook<HomeView>("/home");
  const maySetUp = useRight("officers.manage");
  return (
    <>
      <h1>{texts.pages.home}</h1>
      <Shown of={look}>
        {(home) => (
          <div className="stack">
            {maySetUp ? <FirstStepsCard /> : null}
            <Figures home={home} />
            <div className="split">
              <div className="stack">
                <Longest home={home} />
                <Due home={home} />
                <Charts home={home} />
              </div>
              <Next home={home} />
            </div>
          </div>
        )}
      </Shown>
    </>
  );
}

type Props = { readonly home: HomeView };

function Figures({ home: { cases, proposals, campaigns, unanswered, members } }: Props) {
  return (
    <div className="cards">
      {cases ? (
        <>
          <Figure value={cases.mine} label={words.casesMine} href="/hop-thu?muc=mine" />
          <Figure value={cases.unassigned} label={words.casesUnassigned} href="/hop-thu?muc=unassigned" />
          <Figure
            value={cases.overdue}
            label={words.casesOverdue}
            href="/hop-thu?muc=all"
            isBad={cases.overdue > 0}
          />
        </>
      ) : null}
      {proposals
        ? (["filed", "valid", "recognized", "ideas"] as const).map((heading) => (
            <Figure
              key={heading}
              value={proposals.counts[heading]}
              label={words.headings[heading](proposals.year)}
              href={`/sang-kien?heading=${heading}&year=${proposals.year}`}
            />
          ))
        : null}
      {campaigns ? (
        <>
          <Figure value={campaigns.drafts} label={words.drafts} href="/truyen-thong?muc=draft" />
          <Figure
            value={campaigns.held}
            label={words.held}
            href="/truyen-thong?muc=held"
            isBad={campaigns.held > 0}
          />
          <Figure
            value={campaigns.uncertain}
            label={words.uncertain}
            href="/truyen-thong/chua-ro"
            isBad={campaigns.uncertain > 0}
          />
        </>
      ) : null}
      {unanswered === null ? null : (
        <Figure value={unanswered} label={words.unanswered} href="/tri-thuc?muc=unanswered" />
      )}
      {members === null ? null : <Figure value={members} label={words.members} href="/doan-vien" />}
    </div>
  );
}

type FigureProps = {
  readonly value: number;
  readonly label: string;
  readonly href: string;
  readonly isBad?: boolean;
};

function Figure({ value, label, href, isBad = false }: FigureProps) {
  return (
    <Link href={href} className={isBad ? "figure bad" : "figure"}>
      <span className="value">{sayNumber(value)}</span>
      <span>{label}</span>
    </Link>
  );
}

function List({ title, empty, children }: { title: string; empty: string; children: readonly ReactNode[] }) {
  return (
    <section className="sheet">
      <h2>{title}</h2>
      {children.length === 0 ? <Empty>{empty}</Empty> : <ul className="plain-list stack">{children}</ul>}
    </section>
  );
}

function Longest({ home: { cases } }: Props) {
  if (!cases) return null;
  return (
    <List title={words.longest} empty={words.nothingWaits}>
      {cases.longest.map((row) => (
        <li key={row.number}>
          <div className="row apart">
            <Link href={`/hop-thu/${row.number}`}>{inboxTexts.number(row.number)}</Link>
            <Waiting row={row} />
          </div>
          <p>{row.question}</p>
        </li>
      ))}
    </List>
  );
}

function Due({ home: { proposals } }: Props) {
  if (!proposals) return null;
  return (
    <List title={words.due} empty={words.nothingDue}>
      {proposals.due.map((one) => (
        <li key={`${one.number} ${one.words}`}>
          <Link href={`/sang-kien/${one.number}`}>{one.number}</Link> {one.start}
          <p className={one.daysLeft < 0 ? "fate" : "quiet"}>
            {one.words}: {sayDay(one.due)}, {proposalTexts.left(one.daysLeft)}
          </p>
        </li>
      ))}
    </List>
  );
}

/** The figures of the whole federation; who is bound to one unit has none of them. */
function Charts({ home: { proposals, cases, campaigns } }: Props) {
  const isWhole = useMe().scope === null;
  if (!isWhole) return null;
  return (
    <div className="charts">
      {proposals ? (
        <ChartBox title={words.chart(proposals.year)} path={`/charts/proposals?year=${proposals.year}&`} />
      ) : null}
      <ChartBox title={words.questionsChart} path="/charts/questions?" />
      <ChartBox title={words.topicsChart} path="/charts/topics?" />
      {cases ? <ChartBox title={words.answersChart} path="/charts/answers?" /> : null}
      {campaigns ? <ChartBox title={words.deliveriesChart} path="/charts/deliveries?" /> : null}
    </div>
  );
}

function Next({ home: { campaigns } }: Props) {
  if (!campaigns) return null;
  return (
    <List title={words.next} empty={words.nothingNext}>
      {campaigns.next.map((row) => (
        <li key={row.id}>
          <Link href={`/truyen-thong/${row.id}`}>{row.title}</Link>
          <p className="quiet">{row.nextSlot ? sayTime(row.nextSlot) : row.when}</p>
        </li>
      ))}
    </List>
  );
}
