import { Button, Textarea, TextInput, useComputedColorScheme } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { FormRecord, TallyRow } from "../../../src/dashboard/forms-shapes.ts";
import { useChange } from "../change.ts";
import { useDownload } from "../download.ts";
import { type Look, useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Form, useFields } from "../parts/form.tsx";
import { Icon } from "../parts/icons.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { SvgImage } from "../parts/svg-image.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayNumber } from "../words.ts";
import { Answers } from "./forms-answers.tsx";
import { FormEditor } from "./forms-editor.tsx";
import { formTexts as words } from "./forms-page-texts.ts";
import { Rollup } from "./forms-rollup.tsx";
import { FormState } from "./forms-state.tsx";

/** One form: what came in, and what can be done with it. */
export function FormPage({ id }: { readonly id: string }) {
  const look = useLook<FormRecord>(`/forms/${id}`);
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <Shown of={look}>{(form) => <Record form={form} look={look} />}</Shown>
    </>
  );
}

const all = ["tally", "rollup", "answers", "edit", "invite"] as const;

function Record({ form, look }: { readonly form: FormRecord; readonly look: Look<FormRecord> }) {
  const mayChange = useRight("forms.change");
  const mayInvite = useRight("campaigns.draft") && mayChange;
  const [view, setView] = useView("phan", all);
  const may = {
    tally: true,
    answers: true,
    rollup: form.service === "report",
    edit: mayChange,
    invite: mayInvite,
  };
  const shown = all.filter((one) => may[one]);
  return (
    <>
      <div className="row apart">
        <h1>{form.title}</h1>
        {mayChange ? <Steps form={form} onDone={look.reload} /> : null}
      </div>
      <p className="row">
        <FormState row={form} />
        <span>{words.code_(form.code)}</span>
        <span className="quiet">
          {words.version(form.version)} · {words.total(sayNumber(form.answers))} ·{" "}
          {words.drafts(sayNumber(form.drafts))}
        </span>
      </p>
      {form.event ? <EventSheet event={form.event} /> : null}
      <Tabs
        label={words.parts}
        value={view}
        onChange={setView}
        tabs={shown.map((value) => ({ value, label: words.tabs[value] }))}
      />
      {view === "tally" ? <Tally form={form} /> : null}
      {view === "rollup" && may.rollup ? <Rollup id={form.id} /> : null}
      {view === "answers" ? <Answers form={form} /> : null}
      {view === "edit" && mayChange ? (
        <FormEditor
          key={form.version}
          definition={form.definition}
          saved={{ id: form.id, version: form.version, isOpened: form.status !== "draft" }}
          onSaved={look.reload}
        />
      ) : null}
      {view === "invite" && mayInvite ? <Invite form={form} /> : null}
    </>
  );
}

function Steps({ form, onDone }: { readonly form: FormRecord; readonly onDone: () => void }) {
  const { make, isBusy, fault } = useChange();
  const [isAsking, setAsking] = useState(false);
  const move = async (step: "open" | "close", said: string) => {
    setAsking(false);
    await make(`/forms/${form.id}/${step}`, {}, said);
    onDone();
  };
  const isForGood = form.definition.names !== "named";
  return (
    <div className="row">
      <FaultBox fault={fault} />
      {form.status === "open" ? (
        <Button variant="default" loading={isBusy} onClick={() => setAsking(true)}>
          {words.close}
        </Button>
      ) : (
        <Button loading={isBusy} onClick={() => void move("open", words.opened)}>
          {form.status === "draft" ? words.open : words.openAgain}
        </Button>
      )}
      {isAsking ? (
        <Confirm
          title={words.closeTitle}
          yes={words.close}
          onYes={() => void move("close", words.closed)}
          onNo={() => setAsking(false)}
        >
          <p>{isForGood ? words.closeForGood : words.closeBody}</p>
        </Confirm>
      ) : null}
    </div>
  );
}

function EventSheet({ event }: { readonly event: NonNullable<FormRecord["event"]> }) {
  return (
    <section className="sheet row apart">
      <div className="stack">
        <p className="strong">
          {words.event(sayNumber(event.going), sayNumber(event.queued), sayNumber(event.attended))}
        </p>
        <p>
          {words.door}: <code>{words.doorSay(event.door)}</code>
        </p>
        <p className="quiet">{words.doorBody}</p>
      </div>
      <SvgImage svg={event.qr} alt={words.qrAlt} className="" size={{ width: 160, height: 160 }} />
    </section>
  );
}

function Files({ form }: { readonly form: FormRecord }) {
  const { load, isBusy, fault } = useDownload();
  const { service, event } = form;
  const files = [
    { kind: "answers", label: words.excel, isShown: true },
    { kind: "comments-docx", label: words.commentsWord, isShown: service === "policy" },
    { kind: "comments-xlsx", label: words.commentsExcel, isShown: service === "policy" },
    { kind: "roster", label: words.rosterExcel, isShown: service === "roster" },
    { kind: "commendation-docx", label: words.commendationWord, isShown: service === "emulation" },
    { kind: "commendation-xlsx", label: words.commendationExcel, isShown: service === "emulation" },
    { kind: "papers", label: words.papers, isShown: (event?.attended ?? 0) > 0 },
  ].filter(({ isShown }) => isShown);
  return (
    <div className="row">
      {files.map(({ kind, label }) => (
        <Button
          key={kind}
          size="xs"
          variant="default"
          loading={isBusy}
          onClick={() => void load(`/forms/${form.id}/files/${kind}`)}
        >
          {label}
        </Button>
      ))}
      <FaultBox fault={fault} />
    </div>
  );
}

function Tally({ form }: { readonly form: FormRecord }) {
  const scheme = useComputedColorScheme("light");
  const dark = scheme === "dark" ? "yes" : "no";
  const look = useLook<{ rows: TallyRow[] }>(`/forms/${form.id}/tally?dark=${dark}`, 30_000);
  return (
    <div className="stack">
      <Files form={form} />
      <Shown of={look}>
        {({ rows }) =>
          rows.every(({ answered }) => answered === 0) ? (
            <Empty>{words.noAnswers}</Empty>
          ) : (
            <div className="stack">
              {rows.map((row) => (
                <OneTally key={row.id} row={row} />
              ))}
            </div>
          )
        }
      </Shown>
    </div>
  );
}

function OneTally({ row }: { readonly row: TallyRow }) {
  const { label, answered, choices, figures, svg } = row;
  return (
    <section className="sheet stack">
      <h2>{label}</h2>
      <p className="quiet">{words.answered(sayNumber(answered))}</p>
      {svg ? (
        <SvgImage
          svg={svg}
          alt={words.chartAlt(label)}
          className="chart"
          size={{ width: 440, height: 230 }}
        />
      ) : null}
      {figures ? (
        <p>{words.figures(sayNumber(figures.sum), sayNumber(figures.least), sayNumber(figures.most))}</p>
      ) : null}
      {choices.length > 0 ? (
        <details open={svg === null}>
          <summary>{words.tableOf}</summary>
          <table className="table">
            <tbody>
              {choices.map((choice) => (
                <tr key={choice.label}>
                  <th scope="row">{choice.label}</th>
                  <td className="number">{sayNumber(choice.count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
    </section>
  );
}

function Invite({ form }: { readonly form: FormRecord }) {
  const { make, isBusy, fault, field } = useChange<{ id: string }>();
  const { given, bind } = useFields({ message: form.definition.intro || form.title, at: "" }, field);
  const [made, setMade] = useState<string>();
  const send = async () => setMade((await make(`/forms/${form.id}/invite`, given, words.invited))?.id);
  return (
    <Form className="sheet stack" onSend={send}>
      <p>{words.inviteBody}</p>
      <p className="quiet">{words.audience(form.whoInWords || words.everyone)}</p>
      <Textarea {...bind("message")} label={words.inviteMessage} autosize minRows={3} maxLength={2000} />
      <TextInput {...bind("at")} type="datetime-local" label={words.inviteAt} />
      <FaultBox fault={fault} />
      <div className="row end">
        {made ? <Link href={`~/admin/truyen-thong/${made}`}>{words.toCampaign}</Link> : null}
        <Button type="submit" loading={isBusy}>
          {words.inviteMake}
        </Button>
      </div>
    </Form>
  );
}
