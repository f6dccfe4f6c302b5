import { Badge, Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Instant } from "../../../src/kit/time.ts";
import type { AuditEntry } from "../../../src/people/audit.ts";
import type { Officer } from "../../../src/people/officers.ts";
import { get } from "../api.ts";
import { useLook } from "../look.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayNumber, sayTime } from "../words.ts";
import { NewLink, OfficerForm, type UnitChoice } from "./officer-form.tsx";
import { officerTexts as words } from "./officers-texts.ts";

type OfficerList = { readonly officers: readonly Officer[]; readonly units: readonly UnitChoice[] };

/** Quản trị: who works here, how the channels do, and who changed what. */
export function OfficersPage() {
  const [view, setView] = useView("muc", ["officers", "channels", "audit"]);
  const look = useLook<OfficerList>("/officers");
  return (
    <>
      <h1>{texts.pages.officers}</h1>
      <Tabs
        label={words.label}
        value={view}
        onChange={setView}
        tabs={(["officers", "channels", "audit"] as const).map((value) => ({
          value,
          label: words.views[value],
        }))}
      />
      {view === "channels" ? <Channels /> : null}
      {view === "officers" ? (
        <Shown of={look}>{(list) => <Officers list={list} onChanged={look.reload} />}</Shown>
      ) : null}
      {view === "audit" ? <Audit officers={look.value?.officers ?? []} /> : null}
    </>
  );
}

function Officers({ list, onChanged }: { readonly list: OfficerList; readonly onChanged: () => void }) {
  const [opened, setOpened] = useState<Officer | "new">();
  const [linked, setLinked] = useState<Officer>();
  return (
    <div className="stack">
      <div>
        <Button onClick={() => setOpened("new")}>{words.add}</Button>
      </div>
      <div className="table-wrap">
        <table className="table cards-on-phone">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.role}</th>
              <th scope="col">{words.unit}</th>
              <th scope="col">{words.login}</th>
              <th scope="col">{words.status}</th>
              <th scope="col">{texts.actions}</th>
            </tr>
          </thead>
          <tbody>
            {list.officers.map((officer) => (
              <OfficerLine
                key={officer.id}
                officer={officer}
                units={list.units}
                onEdit={() => setOpened(officer)}
                onLink={() => setLinked(officer)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {opened ? (
        <OfficerForm
          officer={opened === "new" ? undefined : opened}
          units={list.units}
          onChanged={onChanged}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
      {linked ? <NewLink officer={linked} onClose={() => setLinked(undefined)} /> : null}
    </div>
  );
}

type LineProps = {
  readonly officer: Officer;
  readonly units: readonly UnitChoice[];
  readonly onEdit: () => void;
  readonly onLink: () => void;
};

function OfficerLine({ officer, units, onEdit, onLink }: LineProps) {
  return (
    <tr>
      <td className="strong">{officer.name}</td>
      <td>
        {texts.roles[officer.role]}
        {officer.maySend ? <p className="quiet">{words.send}</p> : null}
      </td>
      <td>
        {units.find(({ code }) => code === officer.unit)?.name ?? officer.unit ?? words.wholeFederation}
      </td>
      <td>{officer.login ?? texts.none}</td>
      <td>
        <Badge
          color={officer.status === "active" ? "green" : officer.status === "disabled" ? "red" : "orange"}
          variant="light"
        >
          {words.statuses[officer.status]}
        </Badge>
      </td>
      <td>
        <div className="row">
          <Button size="xs" variant="default" aria-label={`${words.edit}: ${officer.name}`} onClick={onEdit}>
            {words.edit}
          </Button>
          <Button size="xs" variant="subtle" onClick={onLink}>
            {words.newLink}
          </Button>
        </div>
      </td>
    </tr>
  );
}

type Health = {
  readonly channels: readonly { readonly name: keyof typeof texts.channels; readonly perSecond: number }[];
  readonly backlog: { readonly pending: number; readonly sending: number; readonly uncertain: number };
  readonly alarms: readonly { readonly words: string; readonly raisedAt: Instant }[];
  readonly backup: {
    readonly hasFailed: boolean;
    readonly at: Instant | null;
    readonly rows: number | null;
    readonly proof: "equal" | "failed" | "none" | null;
  };
};

function Channels() {
  const look = useLook<Health>("/channels", 5_000);
  return (
    <Shown of={look}>
      {({ channels, backlog, alarms, backup }) => (
        <div className="split">
          <section className="sheet">
            <h2>{words.channelsOn}</h2>
            <ul className="plain-list stack">
              {channels.map(({ name, perSecond }) => (
                <li key={name}>
                  <span className="strong">{texts.channels[name]}</span>
                  <p className="quiet">{words.perSecond(sayNumber(perSecond))}</p>
                </li>
              ))}
            </ul>
            <p className="quiet">{words.doctor}</p>
          </section>
          <section className="sheet">
            <h2>{words.backlog}</h2>
            <dl className="facts">
              {(["pending", "sending", "uncertain"] as const).map((state) => (
                <div key={state} className="row apart">
                  <dt>{words[state]}</dt>
                  <dd>{sayNumber(backlog[state])}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section className="sheet">
            <h2>{words.alarms}</h2>
            {alarms.length === 0 ? <p className="quiet">{words.noAlarm}</p> : null}
            <ul className="plain-list stack">
              {alarms.map((one) => (
                <li key={one.words}>
                  <p className="fate">{one.words}</p>
                  <p className="quiet">{words.since(sayTime(one.raisedAt))}</p>
                </li>
              ))}
            </ul>
            <h2>{words.backup}</h2>
            <p>
              {backup.at === null
                ? words.noBackup
                : words.backupAt(sayTime(backup.at), sayNumber(backup.rows ?? 0))}
            </p>
            {backup.proof === null ? null : (
              <p className={backup.proof === "failed" ? "fate" : "quiet"}>{words.proofs[backup.proof]}</p>
            )}
            {backup.hasFailed ? <p className="fate">{words.backupFailed}</p> : null}
          </section>
        </div>
      )}
    </Shown>
  );
}

function Audit({ officers }: { readonly officers: readonly Officer[] }) {
  const [who, setWho] = useState("");
  const [older, setOlder] = useState<readonly AuditEntry[]>([]);
  const query = who === "" ? "" : `officer=${who}`;
  const look = useLook<{ entries: AuditEntry[] }>(`/audit?${query}`);
  const more = async (before: number) => {
    const next = await get<{ entries: AuditEntry[] }>(`/audit?${query}&before=${before}`);
    setOlder((old) => [...old, ...next.entries]);
  };
  return (
    <div className="stack">
      <div className="filters">
        <NativeSelect
          label={words.filterWho}
          value={who}
          data={[
            { value: "", label: words.who_all },
            ...officers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => {
            setWho(event.currentTarget.value);
            setOlder([]);
          }}
        />
      </div>
      <Shown of={look}>
        {({ entries }) => {
          const seen = new Set(entries.map(({ seq }) => seq));
          const all = [...entries, ...older.filter(({ seq }) => !seen.has(seq))];
          const last = all.at(-1);
          if (!last) return <Empty>{words.noAudit}</Empty>;
          return (
            <>
              <AuditTable entries={all} />
              {last.seq > 1 ? (
                <Button variant="default" onClick={() => void more(last.seq)}>
                  {texts.loadMore}
                </Button>
              ) : null}
            </>
          );
        }}
      </Shown>
    </div>
  );
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const say = (detail: AuditEntry["detail"]) =>
    Object.entries(detail)
      .map(([name, value]) => `${name}: ${value}`)
      .join(", ");
  return (
    <div className="table-wrap">
      <table className="table cards-on-phone">
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.subject}</th>
            <th scope="col">{words.detail}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td>{sayTime(entry.at)}</td>
              <td>{entry.officerName}</td>
              <td>{words.actions[entry.action] ?? entry.action}</td>
              <td className="lines">{entry.subject}</td>
              <td className="quiet lines">{say(entry.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
