import { Button } from "@mantine/core";
import type { SessionRow } from "../../../src/dashboard/shapes.ts";
import type { Officer } from "../../../src/people/officers.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { sayTime } from "../words.ts";
import { deviceName } from "./device-name.ts";
import { accountTexts, officerTexts as words } from "./officers-texts.ts";

type Props = { readonly officer: Officer; readonly onClose: () => void };

/** Where an officer is logged in, and the way to end all of it at once: a lost machine. */
export function OfficerSessions({ officer, onClose }: Props) {
  const look = useLook<SessionRow[]>(`/officers/${officer.id}/sessions`);
  const { make, isBusy, fault } = useChange();
  const endAll = async () => {
    await make(`/officers/${officer.id}/sessions/end`, {}, words.sessionsEnded);
    look.reload();
  };
  return (
    <Dialog title={`${words.sessions}: ${officer.name}`} onClose={onClose}>
      <div className="stack">
        <Shown of={look}>
          {(sessions) =>
            sessions.length === 0 ? (
              <Empty>{words.noSessions}</Empty>
            ) : (
              <>
                <ul className="plain-list stack">
                  {sessions.map((one) => (
                    <li key={one.id}>
                      <p className="strong">
                        {deviceName(one.device)} {one.isThis ? `(${accountTexts.thisOne})` : ""}
                      </p>
                      <p className="quiet">
                        {accountTexts.since(sayTime(one.createdAt))}, {accountTexts.seen(sayTime(one.seenAt))}
                      </p>
                    </li>
                  ))}
                </ul>
                <Button color="red" variant="light" loading={isBusy} onClick={() => void endAll()}>
                  {accountTexts.endAll}
                </Button>
              </>
            )
          }
        </Shown>
        <FaultBox fault={fault} />
      </div>
    </Dialog>
  );
}
