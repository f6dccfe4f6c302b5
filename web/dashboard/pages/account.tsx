import { Button } from "@mantine/core";
import { useState } from "react";
import type { SessionRow } from "../../../src/dashboard/shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useMe } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { LogOut } from "../parts/log-out.tsx";
import { OwnChatsBox } from "../parts/own-chats.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { sayTime } from "../words.ts";
import { deviceName } from "./device-name.ts";
import { firstStepTexts } from "./first-steps-texts.ts";
import { accountTexts as words } from "./officers-texts.ts";

/** One's own account: where it is open, and how to end that. */
export function AccountPage() {
  const me = useMe();
  const look = useLook<SessionRow[]>("/sessions");
  const { make, isBusy, fault } = useChange();
  const [isAsking, setAsking] = useState(false);
  const end = async (id: string) => {
    await make(`/sessions/${id}/end`, {}, words.ended);
    look.reload();
  };
  const endAll = async () => {
    if (await make("/sessions/end-all")) location.assign("/admin");
  };
  return (
    <div className="stack">
      <h1>{words.title}</h1>
      <p>
        <span className="strong">{me.name}</span> · {texts.roles[me.role]} ·{" "}
        {me.scope ?? texts.wholeFederation}
      </p>
      <p className="quiet">{words.reset}</p>
      <h2>{words.sessions}</h2>
      <FaultBox fault={fault} />
      <Shown of={look}>
        {(sessions) => (
          <ul className="plain-list stack">
            {sessions.map((session) => (
              <SessionItem
                key={session.id}
                session={session}
                isBusy={isBusy}
                onEnd={() => void end(session.id)}
              />
            ))}
          </ul>
        )}
      </Shown>
      <section className="sheet">
        <h2>{firstStepTexts.chats}</h2>
        <OwnChatsBox />
      </section>
      <div className="row">
        <LogOut />
        <Button color="red" variant="light" onClick={() => setAsking(true)}>
          {words.endAll}
        </Button>
      </div>
      {isAsking ? (
        <Confirm
          title={words.endAll}
          yes={words.endAll}
          isBusy={isBusy}
          onNo={() => setAsking(false)}
          onYes={() => void endAll()}
        >
          {words.endAllAsk}
        </Confirm>
      ) : null}
    </div>
  );
}

type ItemProps = { readonly session: SessionRow; readonly isBusy: boolean; readonly onEnd: () => void };

function SessionItem({ session, isBusy, onEnd }: ItemProps) {
  return (
    <li className="sheet row apart">
      <div>
        <p className="strong">
          {deviceName(session.device)} {session.isThis ? `(${words.thisOne})` : ""}
        </p>
        <p className="quiet">
          {words.since(sayTime(session.createdAt))}, {words.seen(sayTime(session.seenAt))}
        </p>
      </div>
      {session.isThis ? null : (
        <Button size="xs" variant="default" disabled={isBusy} onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
