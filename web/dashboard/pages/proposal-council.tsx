import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CouncilView, ProposalRecordView } from "../../../src/dashboard/proposal-shapes.ts";
import { useChange } from "../change.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Form } from "../parts/form.tsx";
import { SayWhy } from "../parts/say-why.tsx";
import { FaultBox } from "../parts/states.tsx";
import { sayNumber } from "../words.ts";
import { workTexts as words } from "./proposal-work-texts.ts";

type Props = { readonly found: ProposalRecordView; readonly onChanged: () => void };
type Parts = { readonly number: string; readonly council: CouncilView; readonly onChanged: () => void };

/** The council: who scored, one's own sheet, and after the closing the points and the minutes. */
export function CouncilSheet({ found, onChanged }: Props) {
  const mayMove = useRight("proposals.move");
  const { council, number } = found;
  if (!council) return null;
  const parts = { number, council, onChanged };
  return (
    <section className="sheet stack">
      <h2>{words.council}</h2>
      <p>
        {council.name} · {council.unit}
      </p>
      <p className="quiet">{words.scored(council.counted, council.entitled, council.needed)}</p>
      <Members {...parts} mayMove={mayMove} />
      {council.isClosed ? <Outcome {...parts} mayMove={mayMove} /> : <p className="quiet">{words.blind}</p>}
      {council.mine && !council.isClosed ? <OwnSheet key={council.mine.seat} {...parts} /> : null}
      {mayMove && !council.isClosed ? <Close {...parts} /> : null}
    </section>
  );
}

function Members({ number, council, onChanged, mayMove }: Parts & { readonly mayMove: boolean }) {
  const [asked, setAsked] = useState<CouncilView["members"][number]>();
  return (
    <ul className="plain-list stack">
      {council.members.map((member) => (
        <li key={member.id} className="row apart">
          <span>
            {member.name} ({words.roles[member.role]})
          </span>
          <span className="quiet">
            {member.conflict
              ? words.conflict(member.conflict.why)
              : member.sheet
                ? sayNumber(Object.values(member.sheet.points).reduce((sum, one) => sum + one, 0))
                : member.hasScored
                  ? words.hasScored
                  : words.hasNotScored}
          </span>
          {mayMove && !council.isClosed && member.conflict?.kind === "namesake" ? (
            <Button size="xs" variant="default" onClick={() => setAsked(member)}>
              {words.clear}
            </Button>
          ) : null}
        </li>
      ))}
      {asked ? (
        <SayWhy
          title={words.clearAsk(asked.name)}
          yes={words.clear}
          path={`/proposals/${number}/conflict`}
          body={{ member: asked.id, kind: "cleared" }}
          said={words.cleared}
          onClose={() => setAsked(undefined)}
          onChanged={onChanged}
        />
      ) : null}
    </ul>
  );
}

function OwnSheet({ number, council, onChanged }: Parts) {
  const kept = council.mine?.sheet;
  const [points, setPoints] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(kept?.points ?? {}).map(([id, value]) => [id, String(value)])),
  );
  const [comment, setComment] = useState(kept?.comment ?? "");
  const { make, isBusy, fault, field } = useChange();
  const send = async () => {
    const given = council.rubric.flatMap(({ id }) => {
      const text = (points[id] ?? "").trim().replace(",", ".");
      return text === "" ? [] : [[id, Number(text)] as const];
    });
    await make(`/proposals/${number}/score`, { points: Object.fromEntries(given), comment }, words.sheetKept);
    onChanged();
  };
  return (
    <Form onSend={send}>
      <h3>{words.mySheet}</h3>
      {council.rubric.map(({ id, label, weight, help }) => (
        <TextInput
          key={id}
          label={words.most(label, weight)}
          description={help}
          inputMode="decimal"
          maxLength={6}
          value={points[id] ?? ""}
          onChange={({ currentTarget: { value } }) => setPoints((old) => ({ ...old, [id]: value }))}
        />
      ))}
      {field("points") ? (
        <p role="alert" className="fate">
          {field("points")}
        </p>
      ) : null}
      <Textarea
        label={words.comment}
        rows={3}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <FaultBox fault={fault} />
      <div className="row end">
        <Recuse number={number} onChanged={onChanged} />
        <Button type="submit" loading={isBusy}>
          {words.keepSheet}
        </Button>
      </div>
    </Form>
  );
}

function Recuse({ number, onChanged }: Pick<Parts, "number" | "onChanged">) {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {words.recuse}
      </Button>
      {isAsked ? (
        <SayWhy
          title={words.recuseAsk}
          yes={words.recuse}
          path={`/proposals/${number}/recuse`}
          said={words.recused}
          onClose={() => setAsked(false)}
          onChanged={onChanged}
        />
      ) : null}
    </>
  );
}

function Close({ number, onChanged }: Parts) {
  const [isAsked, setAsked] = useState(false);
  const { make, isBusy, fault } = useChange();
  const close = async () => {
    const done = await make(`/proposals/${number}/close`, {}, words.closed);
    onChanged();
    if (done) setAsked(false);
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {words.close}
      </Button>
      {isAsked ? (
        <Confirm
          title={words.closeAsk}
          yes={words.close}
          isBusy={isBusy}
          onNo={() => setAsked(false)}
          onYes={() => void close()}
        >
          <p>{words.closeBody}</p>
          <FaultBox fault={fault} />
        </Confirm>
      ) : null}
    </>
  );
}

function Outcome({ number, council, onChanged, mayMove }: Parts & { readonly mayMove: boolean }) {
  const [conclusion, setConclusion] = useState(council.conclusion ?? "");
  const { make, isBusy, fault, field } = useChange();
  const send = async () => {
    await make(`/proposals/${number}/conclusion`, { conclusion }, words.conclusionKept);
    onChanged();
  };
  const spread = council.spread === null ? null : sayNumber(council.spread);
  return (
    <>
      <p className="strong">{words.mean(sayNumber(council.mean ?? 0), spread)}</p>
      <h3>{words.minutes}</h3>
      <p className="lines">{council.minutes}</p>
      {mayMove ? (
        <Form onSend={send}>
          <Textarea
            label={words.conclusion}
            rows={4}
            maxLength={4000}
            value={conclusion}
            error={field("conclusion")}
            onChange={(event) => setConclusion(event.currentTarget.value)}
          />
          <FaultBox fault={fault} />
          <Button type="submit" variant="default" loading={isBusy}>
            {words.keepConclusion}
          </Button>
        </Form>
      ) : null}
    </>
  );
}
