import { Alert, Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CampaignOutlook, CampaignRecord } from "../../../src/dashboard/campaign-shapes.ts";
import { type Look, useLook } from "../look.ts";
import { useMe } from "../me.ts";
import { CampaignState } from "../parts/campaign-state.tsx";
import { Icon } from "../parts/icons.tsx";
import { Outlook } from "../parts/outlook.tsx";
import { ProofFiles } from "../parts/proof-files.tsx";
import { Shown } from "../parts/states.tsx";
import { TextDiff } from "../parts/text-diff.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { texts } from "../texts.ts";
import { sayTime } from "../words.ts";
import { Approve, Ask, GiveBack } from "./campaign-decide.tsx";
import { PressKit } from "./campaign-press.tsx";
import { Runs } from "./campaign-runs.tsx";
import { writeTexts } from "./campaign-write-texts.ts";
import { campaignTexts as words } from "./campaigns-texts.ts";

const every = 5_000;
const outlookEvery = 60_000;

/** One campaign: what it says, to whom, when; its approval, progress, proof and history. */
export function CampaignPage({ id }: { readonly id: string }) {
  const look = useLook<CampaignRecord>(`/campaigns/${id}`, every);
  const [skip, setSkip] = useState(0);
  const outlook = useLook<CampaignOutlook>(`/campaigns/${id}/outlook?skip=${skip}`, outlookEvery);
  const onChanged = () => {
    look.reload();
    outlook.reload();
  };
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <Shown of={look}>
        {(found) => (
          <Campaign
            found={found}
            outlook={outlook}
            onChanged={onChanged}
            onSomebodyElse={() => setSkip(skip + 1)}
          />
        )}
      </Shown>
    </>
  );
}

type Props = {
  readonly found: CampaignRecord;
  readonly outlook: Look<CampaignOutlook>;
  readonly onChanged: () => void;
  readonly onSomebodyElse: () => void;
};

function Campaign({ found, outlook, onChanged, onSomebodyElse }: Props) {
  const pictures = `/admin/api/campaigns/${found.id}/pictures`;
  return (
    <div className="stack">
      <div className="row apart">
        <h1>{found.title}</h1>
        <CampaignState row={found} />
      </div>
      <Deeds found={found} outlook={outlook.value} onChanged={onChanged} />
      <div className="split">
        <div className="stack">
          {found.runs.length > 0 ? (
            <section className="sheet stack">
              <h2>{words.progress}</h2>
              <Runs id={found.id} runs={found.runs} />
            </section>
          ) : null}
          {found.status === "draft" ? (
            <section className="sheet stack">
              <Changes found={found} />
            </section>
          ) : null}
          <section className="sheet stack">
            <h2>{words.preview}</h2>
            <Shown of={outlook}>
              {(value) => (
                <Outlook
                  outlook={value}
                  pictures={pictures}
                  isOver={found.status === "finished"}
                  onSomebodyElse={onSomebodyElse}
                />
              )}
            </Shown>
          </section>
        </div>
        <aside className="stack">
          <section className="sheet stack">
            <Facts found={found} />
          </section>
          <section className="sheet stack">
            <h2>{words.history}</h2>
            <ProofFiles id={found.id} />
            <Timeline lines={found.history.map((line) => ({ ...line, note: null }))} />
          </section>
        </aside>
      </div>
    </div>
  );
}

/** What is different from the version that was approved last, word by word. */
function Changes({ found: { changedSince } }: { readonly found: CampaignRecord }) {
  if (!changedSince) return <p className="quiet">{words.nothingBefore}</p>;
  const { approvedBy, approvedAt, changes } = changedSince;
  return (
    <>
      <h2>{words.changed(approvedBy, sayTime(approvedAt))}</h2>
      {changes.length === 0 ? <p>{words.unchanged}</p> : <p className="quiet">{words.removed}</p>}
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <h3>{field.charAt(0).toUpperCase() + field.slice(1)}</h3>
          <TextDiff before={before} after={after} />
        </div>
      ))}
    </>
  );
}

function Facts({ found }: { readonly found: CampaignRecord }) {
  return (
    <>
      <dl className="facts">
        <dt>{words.when}</dt>
        <dd>{found.when}</dd>
        {found.nextSlot ? (
          <>
            <dt>{words.next}</dt>
            <dd>{sayTime(found.nextSlot)}</dd>
          </>
        ) : null}
        <dt>{words.audience}</dt>
        <dd>{found.audience}</dd>
        <dt>{words.channels}</dt>
        <dd>{found.channels.map((channel) => texts.channels[channel]).join(", ")}</dd>
        <dt>{writeTexts.topic}</dt>
        <dd>{found.topic}</dd>
        {found.outlets.length > 0 ? (
          <>
            <dt>{writeTexts.outletList}</dt>
            <dd>{found.outlets.map((name) => writeTexts.outletNames[name] ?? name).join("; ")}</dd>
          </>
        ) : null}
        {found.embargo ? (
          <>
            <dt>{writeTexts.embargo}</dt>
            <dd>{sayTime(found.embargo)}</dd>
          </>
        ) : null}
        {found.sources.length > 0 ? (
          <>
            <dt>{words.sources}</dt>
            <dd>{found.sources.join("; ")}</dd>
          </>
        ) : null}
      </dl>
      <p className="quiet">{words.by(found.writtenBy)}</p>
      <div className="row">
        {found.outlets.length > 0 && found.runs.length > 0 ? (
          <Link href="/bai">{words.toArticles}</Link>
        ) : null}
        {found.quizId ? <Link href={`/cuoc-thi/${found.quizId}`}>{words.toQuiz}</Link> : null}
      </div>
      {found.outlets.includes("press-kit") ? <PressKit found={found} /> : null}
    </>
  );
}

type DeedProps = {
  readonly found: CampaignRecord;
  readonly outlook: CampaignOutlook | undefined;
  readonly onChanged: () => void;
};

/** What can be done with it now: approve or give back, stop, go on, send again, edit, copy. */
function Deeds({ found, outlook, onChanged }: DeedProps) {
  const me = useMe();
  const has = (right: (typeof me.rights)[number]) => me.rights.includes(right);
  const [asked, setAsked] = useState<"approve" | "decline" | "stop" | "resume" | "resend">();
  const { status } = found;
  const mayApprove = status === "draft" && found.approvers.includes(me.name);
  const mayEdit = has("campaigns.draft") && status !== "finished" && found.runs.length === 0;
  const hasFailed = (found.runs[0]?.refused ?? 0) > 0;
  const close = () => setAsked(undefined);
  const shared = { found, onClose: close, onChanged };
  return (
    <>
      {status === "draft" ? <Waits found={found} outlook={outlook} /> : null}
      <div className="row">
        {mayApprove ? (
          <>
            <Button disabled={!outlook} onClick={() => setAsked("approve")}>
              {words.approve}
            </Button>
            <Button variant="default" onClick={() => setAsked("decline")}>
              {words.giveBack}
            </Button>
          </>
        ) : null}
        {status === "scheduled" && has("campaigns.stop") ? (
          <Button color="red" onClick={() => setAsked("stop")}>
            {words.stop}
          </Button>
        ) : null}
        {(status === "stopped" || found.isHeld) && has("campaigns.send") ? (
          <Button onClick={() => setAsked("resume")}>{words.resume}</Button>
        ) : null}
        {hasFailed && has("campaigns.send") ? (
          <Button variant="default" onClick={() => setAsked("resend")}>
            {words.resend}
          </Button>
        ) : null}
        {mayEdit && found.form ? (
          <Button component={Link} href={`/${found.id}/sua`} variant="default">
            {words.edit}
          </Button>
        ) : null}
        {has("campaigns.draft") && found.form ? (
          <Button component={Link} href={`/moi?copy=${found.id}`} variant="default">
            {words.copy}
          </Button>
        ) : null}
      </div>
      {mayEdit && !found.form ? <p className="quiet">{words.notEditable}</p> : null}
      {asked === "approve" && outlook ? <Approve {...shared} outlook={outlook} /> : null}
      {asked === "decline" ? <GiveBack {...shared} /> : null}
      {asked === "stop" || asked === "resume" || asked === "resend" ? <Ask {...shared} what={asked} /> : null}
    </>
  );
}

/** Who has to approve it and by when: the page stays with what was sent for approval. */
function Waits({ found, outlook }: Pick<DeedProps, "found" | "outlook">) {
  const me = useMe();
  const [next] = outlook?.slots ?? [];
  const isOwn = found.writtenBy === me.name;
  return (
    <Alert color="orange" variant="light" title={words.waits}>
      {isOwn ? <p>{words.needsOther(found.writtenBy)}</p> : null}
      <p>{found.approvers.length > 0 ? words.approvers(found.approvers.join(", ")) : words.noApprover}</p>
      {next ? <p>{words.waitsBody(sayTime(next))}</p> : null}
    </Alert>
  );
}
