import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { ArticleView, OutletRow } from "../../../src/dashboard/publication-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { sayDay, sayTime } from "../words.ts";
import { needsDecision, OutletBadge } from "./articles.tsx";
import { articleTexts as words } from "./articles-texts.ts";

/** One article: where it stands on each outlet, what is to decide, corrections, and taking it back. */
export function ArticlePage({ slug }: { readonly slug: string }) {
  const look = useLook<ArticleView>(`/articles/${slug}`, 5_000);
  return (
    <>
      <Link href="/bai" className="back">
        <Icon name="back" size={18} /> {words.back}
      </Link>
      <Shown of={look}>{(article) => <Article article={article} onChanged={look.reload} />}</Shown>
    </>
  );
}

type Props = { readonly article: ArticleView; readonly onChanged: () => void };

function Article({ article, onChanged }: Props) {
  const { title, withdrawn, outlets, corrections, campaignId } = article;
  const [asked, setAsked] = useState<"correct" | "withdraw">();
  const [mayDraft, maySend, mayStop] = [
    useRight("campaigns.draft"),
    useRight("campaigns.send"),
    useRight("campaigns.stop"),
  ];
  const close = () => setAsked(undefined);
  return (
    <div className="stack">
      <div className="row apart">
        <h1>{title}</h1>
        <Link href={`/${campaignId}`}>{words.toCampaign}</Link>
      </div>
      <p className="quiet">/tin/{article.slug}</p>
      {withdrawn ? <p className="fate">{words.withdrawnAt(sayTime(withdrawn.at), withdrawn.why)}</p> : null}
      {withdrawn ? null : (
        <div className="row">
          {mayDraft && maySend ? (
            <Button variant="default" onClick={() => setAsked("correct")}>
              {words.correct}
            </Button>
          ) : null}
          {mayStop ? (
            <Button color="red" variant="light" onClick={() => setAsked("withdraw")}>
              {words.withdraw}
            </Button>
          ) : null}
        </div>
      )}
      {outlets.map((row) => (
        <Outlet key={row.outlet} row={row} article={article} onChanged={onChanged} />
      ))}
      {corrections.length > 0 ? (
        <section className="sheet">
          <h2>{words.corrections}</h2>
          <Timeline
            lines={corrections.map(({ at, note }) => ({ at, words: note, by: sayDay(at), note: null }))}
          />
        </section>
      ) : null}
      {asked === "correct" ? <Correct article={article} onClose={close} onChanged={onChanged} /> : null}
      {asked === "withdraw" ? <Withdraw article={article} onClose={close} onChanged={onChanged} /> : null}
    </div>
  );
}

function Outlet({ row, article, onChanged }: Props & { readonly row: OutletRow }) {
  const maySend = useRight("campaigns.send");
  const [asked, setAsked] = useState<"again" | "there">();
  const { make, isBusy, fault } = useChange();
  const canAgain = needsDecision(row) || row.status === "stopped";
  const decide = async () => {
    if (!asked) return;
    const body = { outlet: row.outlet, what: asked };
    await make(`/articles/${article.slug}/decide`, body, words.decided);
    setAsked(undefined);
    onChanged();
  };
  return (
    <section className="sheet stack" aria-label={words.outlets[row.outlet] ?? row.outlet}>
      <div className="row apart">
        <OutletBadge row={row} />
        {row.publishedAt ? (
          <span className="quiet">{words.publishedAt(sayTime(row.publishedAt))}</span>
        ) : null}
      </div>
      {row.why === "" ? null : <p className="fate">{row.why}</p>}
      {row.status === "uncertain" ? <p>{row.words}</p> : null}
      <FaultBox fault={fault} />
      <div className="row">
        {row.url ? (
          <a href={row.url} target="_blank" rel="noreferrer">
            {words.open}
          </a>
        ) : null}
        {maySend && row.status === "uncertain" ? (
          <Button size="xs" variant="default" onClick={() => setAsked("there")}>
            {words.there}
          </Button>
        ) : null}
        {maySend && canAgain && !article.withdrawn ? (
          <Button size="xs" variant="default" onClick={() => setAsked("again")}>
            {words.again}
          </Button>
        ) : null}
      </div>
      {asked ? (
        <Confirm
          title={asked === "again" ? words.again : words.there}
          yes={asked === "again" ? words.again : words.there}
          color="blue"
          isBusy={isBusy}
          onNo={() => setAsked(undefined)}
          onYes={() => void decide()}
        >
          <p>{asked === "again" ? words.againAsk : words.thereAsk}</p>
        </Confirm>
      ) : null}
    </section>
  );
}

type AskProps = Props & { readonly onClose: () => void };

function Correct({ article, onClose, onChanged }: AskProps) {
  const [note, setNote] = useState("");
  const [tells, setTells] = useState(false);
  const [at, setAt] = useState("");
  const { make, isBusy, fault, field } = useChange();
  const correct = async () => {
    const body = { note, at: tells ? at : "" };
    const done = await make(`/articles/${article.slug}/correct`, body, words.correctedDone);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={words.correctTitle}
      yes={words.correct}
      color="blue"
      isBusy={isBusy}
      isReady={!tells || at !== ""}
      onNo={onClose}
      onYes={() => void correct()}
    >
      <div className="stack">
        <p>{words.correctBody}</p>
        <Note note={note} error={field("note")} onChange={setNote} />
        <Checkbox
          label={words.message}
          description={words.messageHelp}
          checked={tells}
          onChange={(event) => setTells(event.currentTarget.checked)}
        />
        {tells ? (
          <TextInput
            label={words.messageAt}
            type="datetime-local"
            value={at}
            error={field("at")}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        ) : null}
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}

function Withdraw({ article, onClose, onChanged }: AskProps) {
  const [note, setNote] = useState("");
  const { make, isBusy, fault, field } = useChange();
  const withdraw = async () => {
    const done = await make(`/articles/${article.slug}/withdraw`, { note }, words.withdrawnDone);
    onChanged();
    if (done) onClose();
  };
  return (
    <Confirm
      title={words.withdrawTitle}
      yes={words.withdraw}
      isBusy={isBusy}
      onNo={onClose}
      onYes={() => void withdraw()}
    >
      <div className="stack">
        <p>{words.withdrawBody}</p>
        <Note note={note} error={field("note")} onChange={setNote} />
        <FaultBox fault={fault} />
      </div>
    </Confirm>
  );
}

type NoteProps = {
  readonly note: string;
  readonly error: string | undefined;
  readonly onChange: (note: string) => void;
};

function Note({ note, error, onChange }: NoteProps) {
  return (
    <Textarea
      label={words.note}
      rows={3}
      maxLength={1000}
      value={note}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
