import { Alert, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CampaignRecord } from "../../../src/dashboard/campaign-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useMe, useRight } from "../me.ts";
import { CampaignState } from "../parts/campaign-state.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { ProofFiles } from "../parts/proof-files.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { texts } from "../texts.ts";
import { sayNumber, sayTime } from "../words.ts";
import { CampaignForm } from "./campaign-form.tsx";
import { Runs } from "./campaign-runs.tsx";
import { campaignTexts as words } from "./campaigns-texts.ts";

const every = 5_000;

/** One campaign: what it says, to whom, when; its approval, progress and history. */
export function CampaignPage({ id }: { readonly id: string }) {
  const look = useLook<CampaignRecord>(`/campaigns/${id}`, every);
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <Shown of={look}>{(found) => <Campaign found={found} onChanged={look.reload} />}</Shown>
    </>
  );
}

type Props = { readonly found: CampaignRecord; readonly onChanged: () => void };

function Campaign({ found, onChanged }: Props) {
  const mayDraft = useRight("campaigns.draft");
  // What is edited is what was read when the form was opened: later versions are told, not slipped under it.
  const [edited, setEdited] = useState<CampaignRecord>();
  return (
    <div className="stack">
      <div className="row apart">
        <h1>{found.title}</h1>
        <CampaignState row={found} />
      </div>
      <Deeds found={found} onChanged={onChanged} />
      <div className="split">
        <section className="sheet stack">
          {edited?.form ? (
            <CampaignForm
              edited={{ id: found.id, fingerprint: edited.fingerprint, form: edited.form }}
              onDone={() => {
                setEdited(undefined);
                onChanged();
              }}
            />
          ) : (
            <>
              <h2>{words.preview}</h2>
              <div className="bubble lines">{found.text}</div>
              {found.buttons.length > 0 ? <p className="quiet">{found.buttons.join(" · ")}</p> : null}
              {mayDraft && found.form && found.status !== "finished" && found.runs.length === 0 ? (
                <div>
                  <Button size="xs" variant="default" onClick={() => setEdited(found)}>
                    {words.editing}
                  </Button>
                </div>
              ) : null}
            </>
          )}
          <h2>{words.progress}</h2>
          <Runs runs={found.runs} />
        </section>
        <aside className="stack">
          <section className="sheet">
            <Audience found={found} />
          </section>
          <section className="sheet">
            <h2>{words.history}</h2>
            <ProofFiles id={found.id} />
            <Timeline lines={found.history.map((line) => ({ ...line, note: null }))} />
          </section>
        </aside>
      </div>
    </div>
  );
}

type ZaloFigures = NonNullable<NonNullable<CampaignRecord["forecast"]>["zalo"]>;

function ZaloForecast({ zalo }: { readonly zalo: ZaloFigures }) {
  const { free, paid, templates, held, cost } = zalo;
  return (
    <>
      <p className="quiet">{words.zalo(sayNumber(free), sayNumber(paid), sayNumber(templates))}</p>
      {held > 0 ? <p className="quiet">{words.zaloHeld(sayNumber(held))}</p> : null}
      {cost > 0 ? <p className="strong">{words.zaloCost(sayNumber(cost))}</p> : null}
    </>
  );
}

function Audience({ found }: { readonly found: CampaignRecord }) {
  const { reach, forecast } = found;
  const left = (["noConsent", "noAddress", "unreachable"] as const).filter((why) => reach.excluded[why] > 0);
  return (
    <>
      <h2>{words.audience}</h2>
      <p>{found.audience}</p>
      <p className="strong">{words.reach(sayNumber(reach.reached), sayNumber(reach.matched))}</p>
      <ul>
        {left.map((why) => (
          <li key={why}>
            {sayNumber(reach.excluded[why])} {words.excluded[why]}
          </li>
        ))}
      </ul>
      <h2>{words.when}</h2>
      <p>{found.when}</p>
      {forecast ? (
        <p className="quiet">{words.forecast(sayTime(forecast.begins), sayTime(forecast.ends))}</p>
      ) : null}
      {forecast?.zalo ? <ZaloForecast zalo={forecast.zalo} /> : null}
      {forecast?.holiday ? <p className="fate">{words.holiday(forecast.holiday)}</p> : null}
      <h2>{words.channels}</h2>
      <p>{found.channels.map((channel) => texts.channels[channel]).join(", ")}</p>
      <p className="quiet">{words.by(found.writtenBy)}</p>
    </>
  );
}

/** What can be done with it now: approve, stop, go on. */
function Deeds({ found, onChanged }: Props) {
  const me = useMe();
  const has = (right: (typeof me.rights)[number]) => me.rights.includes(right);
  const [asked, setAsked] = useState<"approve" | "stop" | "resume">();
  const canApprove = has("campaigns.approve") && has("campaigns.send");
  const isOwn = found.writtenBy === me.name;
  const canResume = found.status === "stopped" || found.isHeld;
  return (
    <>
      {found.changedSince ? (
        <Alert color="orange" variant="light">
          {words.changedSince(found.changedSince.approvedBy, sayTime(found.changedSince.approvedAt))}
        </Alert>
      ) : null}
      <div className="row">
        {found.status === "draft" && canApprove && !isOwn ? (
          <Button onClick={() => setAsked("approve")}>{words.approve}</Button>
        ) : null}
        {found.status === "draft" && (isOwn || !canApprove) ? (
          <p className="quiet">{isOwn ? words.needsOther(found.writtenBy) : words.needsRight}</p>
        ) : null}
        {found.status === "scheduled" && has("campaigns.stop") ? (
          <Button color="red" onClick={() => setAsked("stop")}>
            {words.stop}
          </Button>
        ) : null}
        {canResume && has("campaigns.send") ? (
          <Button onClick={() => setAsked("resume")}>{words.resume}</Button>
        ) : null}
      </div>
      {asked === "approve" ? (
        <Approve found={found} onClose={() => setAsked(undefined)} onChanged={onChanged} />
      ) : null}
      {asked === "stop" || asked === "resume" ? (
        <StopOrResume found={found} what={asked} onClose={() => setAsked(undefined)} onChanged={onChanged} />
      ) : null}
    </>
  );
}

type AskProps = Props & { readonly onClose: () => void };

/** Approves the version that is shown, not one that came in since the window was opened. */
function Approve({ found: shown, onClose, onChanged }: AskProps) {
  const [found] = useState(shown);
  const [typed, setTyped] = useState("");
  const { make, isBusy, fault } = useChange();
  const { reached } = found.reach;
  const approve = async () => {
    const body = { fingerprint: found.fingerprint, typed: typed === "" ? null : Number(typed) };
    const done = await make(`/campaigns/${found.id}/approve`, body, words.approved);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={words.approveTitle}
      yes={words.approve}
      color="blue"
      isBusy={isBusy}
      isReady={!found.asksForNumber || typed !== ""}
      onNo={onClose}
      onYes={() => void approve()}
    >
      <div className="stack">
        <p>{words.approveBody(sayNumber(reached), found.when)}</p>
        <div className="bubble lines">{found.text}</div>
        {found.asksForNumber ? (
          <TextInput
            label={words.typeNumber(sayNumber(reached))}
            inputMode="numeric"
            maxLength={12}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ""))}
          />
        ) : null}
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}

function StopOrResume({ found, what, onClose, onChanged }: AskProps & { readonly what: "stop" | "resume" }) {
  const { make, isBusy, fault } = useChange();
  const isStop = what === "stop";
  const carryOut = async () => {
    const done = await make(`/campaigns/${found.id}/${what}`, {}, isStop ? words.stopped : words.resumed);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={isStop ? words.stopTitle : words.resumeTitle}
      yes={isStop ? words.stop : words.resume}
      color={isStop ? "red" : "blue"}
      isBusy={isBusy}
      onNo={onClose}
      onYes={() => void carryOut()}
    >
      <p>{isStop ? words.stopBody : words.resumeBody}</p>
      <FaultBox fault={fault} />
    </Confirm>
  );
}
