import { Badge } from "@mantine/core";
import { Link } from "wouter";
import type { Health } from "../../../src/dashboard/health.ts";
import { useLook } from "../look.ts";
import { Ago } from "../parts/ago.tsx";
import { Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { sayNumber, sayTime } from "../words.ts";
import { officerTexts as words } from "./officers-texts.ts";

const colors = { well: "green", fault: "orange", stopped: "red" } as const;

/** How the channels do, what waits, what is wrong, and the last backup. */
export function Channels() {
  const look = useLook<Health>("/channels", 5_000);
  return (
    <Shown of={look}>
      {(health) => (
        <div className="split">
          <ChannelList channels={health.channels} />
          <Waiting health={health} />
          <Alarms alarms={health.alarms} />
          <Backup backup={health.backup} />
        </div>
      )}
    </Shown>
  );
}

function ChannelList({ channels }: Pick<Health, "channels">) {
  return (
    <section className="sheet">
      <h2>{words.channelsOn}</h2>
      <ul className="plain-list stack">
        {channels.map(({ name, perSecond, state, heardAt, why }) => (
          <li key={name}>
            <div className="row apart">
              <span className="strong">{texts.channels[name]}</span>
              <Badge color={colors[state]} variant="light">
                {words.channelStates[state]}
              </Badge>
            </div>
            <p className="quiet">
              {words.perSecond(sayNumber(perSecond))}
              {heardAt ? (
                <>
                  {" · "}
                  {words.heard} <Ago at={heardAt} />
                </>
              ) : null}
            </p>
            {why ? (
              <p className="fate" lang="en">
                {why}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="quiet">{words.doctor}</p>
      <Link href="~/admin/cai-dat">{words.firstSteps}</Link>
    </section>
  );
}

function Waiting({ health: { backlog, inbound } }: { readonly health: Health }) {
  const rows = [
    [words.inbound, inbound.waiting],
    [words.parked, inbound.parked],
    [words.pending, backlog.pending],
    [words.sending, backlog.sending],
    [words.uncertain, backlog.uncertain],
  ] as const;
  return (
    <section className="sheet">
      <h2>{words.backlog}</h2>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} className="row apart">
            <dt>{name}</dt>
            <dd>{sayNumber(value)}</dd>
          </div>
        ))}
      </dl>
      {backlog.uncertain > 0 ? <Link href="~/admin/truyen-thong/chua-ro">{words.uncertainOpen}</Link> : null}
    </section>
  );
}

function Alarms({ alarms }: Pick<Health, "alarms">) {
  return (
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
    </section>
  );
}

function Backup({ backup }: Pick<Health, "backup">) {
  return (
    <section className="sheet">
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
  );
}
