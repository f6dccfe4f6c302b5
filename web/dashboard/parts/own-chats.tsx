import { Button } from "@mantine/core";
import { useState } from "react";
import type { OwnChats } from "../../../src/dashboard/own-chats.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { firstStepTexts as words } from "../pages/first-steps-texts.ts";
import { texts } from "../texts.ts";
import { FaultBox, Shown } from "./states.tsx";

/** Ties an officer's own chats by a code, and sends a test message there. */
export function OwnChatsBox() {
  const look = useLook<OwnChats>("/me/chats", 5_000);
  const { make, isBusy, fault } = useChange<{ code?: string }>();
  const [code, setCode] = useState<string>();
  const act = async (path: string, said?: string) => {
    const answer = await make(`/me/chats/${path}`, {}, said);
    if (answer?.code) setCode(answer.code);
    look.reload();
  };
  return (
    <div className="stack">
      <p className="quiet">{words.chatsBody}</p>
      <Shown of={look}>
        {({ channels }) => (
          <>
            <p>
              {channels.length === 0
                ? words.chatsNone
                : words.chatsTied(channels.map((name) => texts.channels[name]).join(", "))}
            </p>
            <div className="row">
              <Button size="xs" variant="default" loading={isBusy} onClick={() => void act("code")}>
                {words.code}
              </Button>
              {channels.length > 0 ? (
                <>
                  <Button size="xs" loading={isBusy} onClick={() => void act("test", words.testSent)}>
                    {words.test}
                  </Button>
                  <Button
                    size="xs"
                    variant="subtle"
                    color="red"
                    disabled={isBusy}
                    onClick={() => void act("untie", words.untied)}
                  >
                    {words.untie}
                  </Button>
                </>
              ) : null}
            </div>
          </>
        )}
      </Shown>
      {code ? (
        <p role="status">
          {words.codeHelp} <code className="secret">{code}</code>
        </p>
      ) : null}
      <FaultBox fault={fault} />
    </div>
  );
}
