import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AnswerList, AnswerRow, FormRecord } from "../../../src/dashboard/forms-shapes.ts";
import { useChange } from "../change.ts";
import { useDownload } from "../download.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Form } from "../parts/form.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { sayNumber, sayTime } from "../words.ts";
import { formTexts as words } from "./forms-page-texts.ts";

const pageSize = 100;

/** The answers of a form, the newest first, with what can be done with each. */
export function Answers({ form }: { readonly form: FormRecord }) {
  const mayDecide = useRight("forms.decide");
  const [from, setFrom] = useState(0);
  const look = useLook<AnswerList>(`/forms/${form.id}/answers?from=${from}`);
  return (
    <Shown of={look}>
      {({ rows, columns, total }) =>
        total === 0 ? (
          <Empty>{words.noAnswers}</Empty>
        ) : (
          <Table
            label={words.answers}
            columns={[words.number, words.sender, words.filedAt, words.content, words.state, texts.actions]}
            rows={rows.map((row) => ({
              key: row.id,
              cells: [
                row.number ?? words.nameless,
                row.number === null ? words.nameless : [row.name, row.unit].filter(Boolean).join(", "),
                row.filedAt === null ? texts.none : sayTime(row.filedAt),
                <Said key="said" form={form} row={row} columns={columns} />,
                row.stateWords,
                mayDecide ? (
                  <Acts key="acts" form={form} row={row} columns={columns} onDone={look.reload} />
                ) : null,
              ],
            }))}
          >
            <div className="row apart">
              <span className="quiet">{words.total(sayNumber(total))}</span>
              {from + pageSize < total ? (
                <Button variant="default" size="xs" onClick={() => setFrom(from + pageSize)}>
                  {words.more}
                </Button>
              ) : null}
            </div>
          </Table>
        )
      }
    </Shown>
  );
}

type Columns = AnswerList["columns"];

function Said({ form, row, columns }: Omit<ActsProps, "onDone">) {
  const { load, fault } = useDownload();
  return (
    <div className="stack">
      {columns.map(({ id, label }) =>
        row.said[id] === undefined ? null : (
          <div key={id}>
            <span className="quiet">{label}: </span>
            {row.said[id]}
          </div>
        ),
      )}
      {placed(row.files).map(({ name, at }) => (
        <button
          key={at}
          type="button"
          className="chip"
          onClick={() => void load(`/forms/${form.id}/answers/${row.id}/files/${at}`)}
        >
          {words.fileOf(at + 1, name)}
        </button>
      ))}
      <FaultBox fault={fault} />
      {row.annexes.map((annex) => (
        <details key={annex}>
          <summary>{`${annex.slice(0, 60)}…`}</summary>
          {annex}
        </details>
      ))}
    </div>
  );
}

type ActsProps = {
  readonly form: FormRecord;
  readonly row: AnswerRow;
  readonly columns: Columns;
  readonly onDone: () => void;
};

function Acts({ form, row, columns, onDone }: ActsProps) {
  const [isOpen, setOpen] = useState(false);
  const { make, isBusy, fault } = useChange();
  const note = async () => {
    await make(`/forms/${form.id}/answers/${row.id}/attended`, {}, words.noted);
    onDone();
  };
  if (form.service === "event" && (row.state === "going" || row.state === "queued"))
    return (
      <>
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void note()}>
          {words.attended}
        </Button>
        <FaultBox fault={fault} />
      </>
    );
  if (form.service === "emulation") return <Step {...{ form, row, onDone }} />;
  if (form.service !== "roster" || row.state !== "waiting") return null;
  return (
    <>
      <Button size="xs" onClick={() => setOpen(true)}>
        {words.decide}
      </Button>
      {isOpen ? (
        <Decide
          {...{ form, row, columns }}
          onClose={() => {
            setOpen(false);
            onDone();
          }}
        />
      ) : null}
    </>
  );
}

type DecideProps = Omit<ActsProps, "onDone"> & { readonly onClose: () => void };

/** What the member says beside what the roster has; each item is accepted on its own. */
function Decide({ form, row, columns, onClose }: DecideProps) {
  const answered = columns.filter(({ id }) => row.said[id] !== undefined);
  const [accepted, setAccepted] = useState<readonly string[]>(answered.map(({ id }) => id));
  const [reason, setReason] = useState("");
  const { make, isBusy, fault } = useChange();
  const set = (id: string, isOn: boolean) =>
    setAccepted((old) => (isOn ? [...old, id] : old.filter((one) => one !== id)));
  const save = async () => {
    const done = await make(
      `/forms/${form.id}/answers/${row.id}/decide`,
      { accepted, reason },
      words.decided,
    );
    if (done) onClose();
  };
  return (
    <Dialog title={words.decideTitle(row.name ?? row.number ?? "")} onClose={onClose}>
      <Form onSend={save}>
        <p>{words.decideBody}</p>
        {answered.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={`${label}: ${row.said[id]}`}
            description={row.before[id] === undefined ? undefined : words.before(row.before[id])}
            checked={accepted.includes(id)}
            onChange={(event) => set(id, event.currentTarget.checked)}
          />
        ))}
        <TextInput
          label={words.reason}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FaultBox fault={fault} />
        <div className="row end">
          <Button type="submit" loading={isBusy}>
            {words.decideSave}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

const nextSteps: Readonly<Record<string, readonly (keyof typeof words.steps)[]>> = {
  registered: ["confirmed", "returned"],
  result: ["achieved", "notAchieved"],
};

/** The next step of a registration or a result, with words for whoever sent it. */
function Step({ form, row, onDone }: Omit<ActsProps, "columns">) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { make, isBusy, fault } = useChange();
  const steps = nextSteps[row.state] ?? [];
  const take = async (step: string) => {
    const done = await make(`/forms/${form.id}/answers/${row.id}/step`, { step, reason }, words.stepDone);
    if (done) setOpen(false);
    onDone();
  };
  if (steps.length === 0) return null;
  return (
    <>
      <Button size="xs" onClick={() => setOpen(true)}>
        {words.decide}
      </Button>
      {isOpen ? (
        <Dialog title={words.stepTitle(row.name ?? row.number ?? "")} onClose={() => setOpen(false)}>
          <div className="stack">
            <TextInput
              label={words.reason}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <FaultBox fault={fault} />
            <div className="row end">
              {steps.map((step) => (
                <Button
                  key={step}
                  variant={step === "confirmed" || step === "achieved" ? "filled" : "default"}
                  loading={isBusy}
                  onClick={() => void take(step)}
                >
                  {words.steps[step]}
                </Button>
              ))}
            </div>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

/** Files with the place the server knows them by; it never changes. */
function placed(names: readonly string[]) {
  return names.map((name, at) => ({ name, at }));
}
