import { Alert, Badge } from "@mantine/core";
import { Link } from "wouter";
import type { ProposalRecordView } from "../../../src/dashboard/proposal-shapes.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Icon } from "../parts/icons.tsx";
import { Shown } from "../parts/states.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { texts } from "../texts.ts";
import { sayDay } from "../words.ts";
import { Alike } from "./proposal-alike.tsx";
import { CouncilSheet } from "./proposal-council.tsx";
import { ProposalDeeds } from "./proposal-deeds.tsx";
import { Attachments, Papers } from "./proposal-papers.tsx";
import { Reviews, Rewards } from "./proposal-work.tsx";
import { proposalTexts as words } from "./proposals-texts.ts";

/** One proposal: what it says, where it stands, until when what has to be done, and everything that happened. */
export function ProposalPage({ number }: { readonly number: string }) {
  const look = useLook<ProposalRecordView>(`/proposals/${number}`);
  const mayMove = useRight("proposals.move");
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <Shown of={look}>
        {(found) => (
          <div className="stack">
            <div className="row apart">
              <h1>
                {found.number} · {found.start}
              </h1>
              <Badge variant="light" className="soft-badge">
                {found.stateWords}
              </Badge>
            </div>
            {found.mergedInto ? (
              <Alert variant="light">
                <Link href={`/${found.mergedInto}`}>{words.merged(found.mergedInto)}</Link>
              </Alert>
            ) : null}
            <div className="split">
              <div className="stack">
                <Answers found={found} />
                <CouncilSheet found={found} onChanged={look.reload} />
                <Alike found={found} onChanged={look.reload} />
              </div>
              <aside className="stack">
                {mayMove ? <ProposalDeeds found={found} onChanged={look.reload} /> : null}
                <Deadlines found={found} />
                <Reviews found={found} onChanged={look.reload} />
                <Rewards found={found} onChanged={look.reload} />
                <Papers found={found} />
                <section className="sheet">
                  <h2>{words.timeline}</h2>
                  <Timeline lines={found.timeline} />
                </section>
              </aside>
            </div>
          </div>
        )}
      </Shown>
    </>
  );
}

function Answers({ found }: { readonly found: ProposalRecordView }) {
  return (
    <section className="sheet stack">
      <dl className="facts">
        <dt>{words.authors}</dt>
        <dd>
          {found.authors.map((author) => (
            <p key={`${author.name} ${author.place}`}>
              {author.name}
              {author.share === null ? "" : ` (${words.share(author.share)})`}
            </p>
          ))}
        </dd>
        <dt>{words.unit}</dt>
        <dd>{found.unit || texts.none}</dd>
        <dt>{words.recipient}</dt>
        <dd>{found.recipient || texts.none}</dd>
        <dt>{words.filedAt}</dt>
        <dd>{sayDay(found.filedAt)}</dd>
      </dl>
      <h2>{words.answers}</h2>
      {found.answers.map((answer) => (
        <div key={answer.label}>
          <h3>{answer.label}</h3>
          <p className="lines">{answer.text}</p>
          {answer.isUnsure ? <p className="quiet">{words.unsure}</p> : null}
        </div>
      ))}
      <Attachments found={found} />
    </section>
  );
}

function Deadlines({ found }: { readonly found: ProposalRecordView }) {
  if (found.deadlines.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{words.deadlines}</h2>
      <ul className="plain-list">
        {found.deadlines.map((deadline) => (
          <li key={`${deadline.words} ${deadline.due}`} className="row apart">
            <span>
              {deadline.words}
              {deadline.isLaw ? ` (${words.byLaw})` : ""}
            </span>
            <span className={deadline.standing === "overdue" ? "fate" : "quiet"}>
              {sayDay(deadline.due)}, {words.left(deadline.daysLeft)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
