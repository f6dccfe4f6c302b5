import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import type { CaseRecord, ThreadLine } from "../../../src/dashboard/inbox-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useMe, useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { useShortcut } from "../parts/shortcuts.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { texts } from "../texts.ts";
import { sayTime } from "../words.ts";
import { MemberCard } from "./inbox-member.tsx";
import { inboxTexts as words } from "./inbox-texts.ts";
import { Snooze, WindowChip } from "./inbox-time.tsx";
import { Writing } from "./inbox-write.tsx";

const every = 8_000;

type Props = { readonly number: number; readonly onChanged: () => void };

/** One question: the conversation around it with what can be done, and beside it who asks. */
export function CasePane({ number, onChanged }: Props) {
  const look = useLook<CaseRecord>(`/cases/${number}`, every);
  const [inserted, setInserted] = useState<string>();
  const search = useSearch();
  const changed = () => {
    look.reload();
    onChanged();
  };
  return (
    <>
      <section className="pane-thread" aria-label={words.number(number)}>
        <Link href={search === "" ? "/" : `/?${search}`} className="back pane-back">
          <Icon name="back" size={18} /> {texts.back}
        </Link>
        <Shown of={look}>
          {(found) => (
            <>
              <CaseHead found={found} onChanged={changed} />
              <Thread lines={found.thread} />
              <Writing
                found={found}
                inserted={inserted}
                onInserted={() => setInserted(undefined)}
                onChanged={changed}
              />
            </>
          )}
        </Shown>
      </section>
      <aside className="pane-card" aria-label={words.aboutMember}>
        {look.value ? <MemberCard found={look.value} onInsert={setInserted} /> : null}
      </aside>
    </>
  );
}

type HeadProps = { readonly found: CaseRecord; readonly onChanged: () => void };

function CaseHead({ found, onChanged }: HeadProps) {
  const mayAnswer = useRight("cases.answer");
  return (
    <header className="stack case-head">
      <div className="row apart">
        <h1>
          {words.number(found.number)} · {found.memberName ?? words.stranger}
        </h1>
        {found.isSettled ? (
          <span className="quiet">{words.statuses[found.status]}</span>
        ) : (
          <Waiting row={found} />
        )}
      </div>
      <p className="lines strong">{found.question}</p>
      {found.isSettled ? null : <p className="quiet">{words.dueAt(sayTime(found.dueAt))}</p>}
      {found.window && !found.isSettled ? <WindowChip window={found.window} /> : null}
      {mayAnswer ? <Acts found={found} onChanged={onChanged} /> : null}
    </header>
  );
}

/** Makes one change of a case and shows it. */
type Act = (path: string, body: object, said: string) => void;
type ActProps = { readonly found: CaseRecord; readonly isBusy: boolean; readonly act: Act };

function Acts({ found, onChanged }: HeadProps) {
  const { make, isBusy, fault } = useChange();
  const act: Act = async (path, body, said) => {
    await make(`/cases/${found.number}/${path}`, { version: found.version, ...body }, said);
    onChanged();
  };
  const parts = { found, isBusy, act };
  return (
    <>
      {found.floor ? (
        <Floor
          floor={found.floor}
          isBusy={isBusy}
          onHandBack={() => act("hand-back", {}, words.handedBack)}
        />
      ) : null}
      {found.snoozedUntil ? (
        <div className="banner row apart">
          <span>{words.snoozedUntil(sayTime(found.snoozedUntil))}</span>
          <SmallButton isBusy={isBusy} onClick={() => act("snooze", { until: null }, words.woken)}>
            {words.wake}
          </SmallButton>
        </div>
      ) : null}
      {found.isSettled ? (
        <div>
          <SmallButton isBusy={isBusy} onClick={() => act("reopen", {}, words.reopened)}>
            {words.reopen}
          </SmallButton>
        </div>
      ) : (
        <WaitingActs {...parts} />
      )}
      <FaultBox fault={fault} />
    </>
  );
}

function WaitingActs({ found, isBusy, act }: ActProps) {
  const [isClosing, setClosing] = useState(false);
  return (
    <div className="row">
      {found.isMine ? (
        <SmallButton isBusy={isBusy} onClick={() => act("assign", { to: null }, words.released)}>
          {words.release}
        </SmallButton>
      ) : (
        <TakeButton isBusy={isBusy} onTake={(to) => act("assign", { to }, words.taken)} />
      )}
      <AssignTo found={found} isBusy={isBusy} onAssign={(to) => act("assign", { to }, words.assigned)} />
      {found.snoozedUntil ? null : (
        <Snooze isBusy={isBusy} onSnooze={(until) => act("snooze", { until }, words.snoozed)} />
      )}
      <Button size="xs" variant="subtle" color="red" onClick={() => setClosing(true)}>
        {words.close}
      </Button>
      {isClosing ? (
        <Confirm
          title={words.close}
          yes={words.close}
          onNo={() => setClosing(false)}
          onYes={() => {
            setClosing(false);
            act("close", {}, words.closed);
          }}
        >
          {words.closeAsk}
        </Confirm>
      ) : null}
    </div>
  );
}

type SmallProps = { readonly isBusy: boolean; readonly onClick: () => void; readonly children: string };

function SmallButton({ isBusy, onClick, children }: SmallProps) {
  return (
    <Button size="xs" variant="default" loading={isBusy} onClick={onClick}>
      {children}
    </Button>
  );
}

type AssignProps = {
  readonly found: CaseRecord;
  readonly isBusy: boolean;
  readonly onAssign: (id: string) => void;
};

function AssignTo({ found, isBusy, onAssign }: AssignProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={words.assign}
      disabled={isBusy}
      value=""
      data={[
        { value: "", label: `${words.assign}…` },
        ...found.officers.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onAssign(event.currentTarget.value)}
    />
  );
}

type FloorProps = {
  readonly floor: NonNullable<CaseRecord["floor"]>;
  readonly isBusy: boolean;
  readonly onHandBack: () => void;
};

/** Says who has the conversation while the bot is silent. */
function Floor({ floor, isBusy, onHandBack }: FloorProps) {
  return (
    <div className="banner row apart">
      <span>{words.floor(floor.by ?? words.someOfficer, sayTime(floor.until))}</span>
      <Button size="xs" variant="default" loading={isBusy} onClick={onHandBack}>
        {words.handBack}
      </Button>
    </div>
  );
}

function TakeButton({ isBusy, onTake }: { readonly isBusy: boolean; readonly onTake: (id: string) => void }) {
  const me = useMe();
  useShortcut("t", () => onTake(me.id));
  return (
    <Button size="xs" loading={isBusy} onClick={() => onTake(me.id)}>
      {words.take}
    </Button>
  );
}

function Thread({ lines }: { readonly lines: readonly ThreadLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <ol className="thread" tabIndex={0} aria-label={words.thread}>
      {lines.map((line) => (
        <li key={line.id} className={`line ${line.kind}`}>
          {line.kind === "event" ? (
            <span className="quiet">
              {line.text}
              {line.by ? ` · ${line.by}` : ""} · {sayTime(line.at)}
            </span>
          ) : (
            <>
              <span className="quiet">
                {line.kind === "note"
                  ? words.noteBy(line.by ?? "")
                  : line.kind === "member"
                    ? words.member
                    : words.union}
                {" · "}
                {sayTime(line.at)}
              </span>
              <p className="lines">{line.text}</p>
              {line.fate ? <span className="fate">{line.fate}</span> : null}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
