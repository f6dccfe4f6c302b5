import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { HonourCandidate, HonourView } from "../../../src/dashboard/honours-shapes.ts";
import { useChange } from "../change.ts";
import { useDownload } from "../download.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { SayWhy } from "../parts/say-why.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { sayDay, sayNumber } from "../words.ts";
import { PublishHonours } from "./honours-publish.tsx";
import { HonourSheet } from "./honours-score.tsx";
import { honourTexts as words } from "./honours-texts.ts";

/** One round: its candidates, what is left to do, and at the end its papers. */
export function HonourRoundPage({ id }: { readonly id: string }) {
  const look = useLook<HonourView>(`/honours/${id}`);
  return (
    <>
      <Link href="/" className="back">
        {words.back}
      </Link>
      <Shown of={look}>{(round) => <Round round={round} onChanged={look.reload} />}</Shown>
    </>
  );
}

type Props = { readonly round: HonourView; readonly onChanged: () => void };

function Round({ round, onChanged }: Props) {
  const { title, year, status, since, until, council, occasion, paper, candidates } = round;
  return (
    <div className="stack">
      <h1>{`${title} ${year}`}</h1>
      <p className="quiet">
        {`${words.statuses[status]}. ${words.days(sayDay(since), sayDay(until))}. ${words.judgedBy(council)}. ${words.occasion} ${occasion}.`}
      </p>
      {paper ? <p>{words.paper(paper.number, sayDay(paper.signedOn), paper.signer)}</p> : null}
      {status === "open" ? <p className="quiet">{words.blind}</p> : null}
      <Deeds round={round} onChanged={onChanged} />
      {candidates.length === 0 ? (
        <Empty>{words.empty}</Empty>
      ) : (
        <Candidates round={round} onChanged={onChanged} />
      )}
    </div>
  );
}

function Deeds({ round: { id, status }, onChanged }: Props) {
  const mayMove = useRight("proposals.move");
  const mayDraft = useRight("campaigns.draft");
  const { load, isBusy, fault } = useDownload();
  const praise = useChange();
  if (status !== "published") return mayMove ? <Steps id={id} status={status} onChanged={onChanged} /> : null;
  return (
    <div className="row">
      <Button variant="default" disabled={isBusy} onClick={() => void load(`/honours/${id}/papers/list`)}>
        {words.list}
      </Button>
      {mayMove && mayDraft ? (
        <Button
          loading={praise.isBusy}
          onClick={() => void praise.make(`/honours/${id}/praise`, {}, words.praised)}
        >
          {words.praise}
        </Button>
      ) : null}
      <FaultBox fault={fault ?? praise.fault} />
    </div>
  );
}

type StepProps = {
  readonly id: string;
  readonly status: "open" | "closed";
  readonly onChanged: () => void;
};

function Steps({ id, status, onChanged }: StepProps) {
  const [isAsked, setAsked] = useState(false);
  const { make, isBusy, fault } = useChange();
  if (status === "closed") return <PublishHonours id={id} onChanged={onChanged} />;
  const close = async () => {
    await make(`/honours/${id}/close`, {}, words.closed);
    setAsked(false);
    onChanged();
  };
  return (
    <div className="row">
      <Button onClick={() => setAsked(true)}>{words.close}</Button>
      <FaultBox fault={fault} />
      {isAsked ? (
        <Confirm
          title={words.closeAsk}
          yes={words.close}
          isBusy={isBusy}
          onNo={() => setAsked(false)}
          onYes={() => void close()}
        >
          {words.closeBody}
        </Confirm>
      ) : null}
    </div>
  );
}

function Candidates({ round, onChanged }: Props) {
  const mayMove = useRight("proposals.move");
  const [scored, setScored] = useState<HonourCandidate>();
  const [removed, setRemoved] = useState<string>();
  const isOpen = round.status === "open";
  const points = ({ mean, scored: sheets, needed }: HonourCandidate) =>
    mean === null ? words.sheets(sheets, needed) : sayNumber(Math.round(mean * 100) / 100);
  return (
    <>
      <Table
        columns={[words.number, words.start, words.authors, words.unit, words.points, words.state]}
        rows={round.candidates.map((one) => ({
          key: one.number,
          cells: [
            <Link key="open" href={`~/admin/sang-kien/${one.number}`}>
              {one.number}
            </Link>,
            one.start,
            one.authors,
            one.unit,
            points(one),
            isOpen && one.status === "candidate" ? (
              <div key="deeds" className="row">
                <OwnScore one={one} hasSeat={round.hasSeat} onScore={() => setScored(one)} />
                {mayMove ? (
                  <Button size="xs" variant="default" onClick={() => setRemoved(one.number)}>
                    {words.remove}
                  </Button>
                ) : null}
              </div>
            ) : (
              <Fate key="fate" round={round} one={one} />
            ),
          ],
        }))}
      />
      {scored ? (
        <HonourSheet round={round} one={scored} onClose={() => setScored(undefined)} onChanged={onChanged} />
      ) : null}
      {removed ? (
        <SayWhy
          title={words.removeAsk(removed)}
          yes={words.remove}
          path={`/honours/${round.id}/remove`}
          body={{ number: removed }}
          said={words.removed}
          onClose={() => setRemoved(undefined)}
          onChanged={onChanged}
        />
      ) : null}
    </>
  );
}

type OwnProps = {
  readonly one: HonourCandidate;
  readonly hasSeat: boolean;
  readonly onScore: () => void;
};

function OwnScore({ one, hasSeat, onScore }: OwnProps) {
  if (!hasSeat) return null;
  if (one.conflict !== null) return <span className="quiet">{words.conflict(one.conflict)}</span>;
  const said = one.mine ? words.scoreAgain : words.score;
  return (
    <Button size="xs" onClick={onScore} aria-label={`${said} ${one.number}`}>
      {said}
    </Button>
  );
}

function Fate({ round, one }: { readonly round: HonourView; readonly one: HonourCandidate }) {
  const { load, isBusy } = useDownload();
  const said = [one.place, words.states[one.status], one.why]
    .filter((part) => part !== null && part !== "")
    .join(". ");
  return (
    <div className="row">
      <span>{said}</span>
      {round.status === "published" && one.status === "listed" ? (
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          aria-label={`${words.certificate} ${one.number}`}
          onClick={() => void load(`/honours/${round.id}/papers/${one.number}`)}
        >
          {words.certificate}
        </Button>
      ) : null}
    </div>
  );
}
