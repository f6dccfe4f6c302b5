import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Invitations, UnitRow } from "../../../src/dashboard/units.ts";
import { useAbout } from "../about.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { sayTime } from "../words.ts";
import { memberTexts as words } from "./members-texts.ts";

/** Codes for a unit's people to link their chats: made once, printed or cut into slips, never shown again. */
export function Invite() {
  const look = useLook<{ rows: UnitRow[] }>("/units", 60_000);
  const { make, isBusy, fault, field } = useChange<Invitations>();
  const [unit, setUnit] = useState("");
  const [made, setMade] = useState<Invitations>();
  const create = async () => setMade(await make("/roster/codes", { unit }));
  return (
    <div className="stack">
      <section className="sheet stack no-print">
        <p>{words.inviteBody}</p>
        <Shown of={look}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty>{words.noUnits}</Empty>
            ) : (
              <NativeSelect
                label={words.unit}
                value={unit}
                error={field("unit")}
                data={[
                  { value: "", label: words.chooseUnit },
                  ...rows.map(({ code, name, people, linked }) => ({
                    value: code,
                    label: `${name} (${words.notLinked(people - linked)})`,
                  })),
                ]}
                onChange={(event) => setUnit(event.currentTarget.value)}
              />
            )
          }
        </Shown>
        <FaultBox fault={fault} />
        <div className="row">
          <Button loading={isBusy} disabled={unit === ""} onClick={() => void create()}>
            {words.inviteMake}
          </Button>
          {made && made.rows.length > 0 ? (
            <Button variant="default" onClick={() => print()}>
              {texts.print}
            </Button>
          ) : null}
        </div>
      </section>
      {made ? <InviteList made={made} /> : null}
    </div>
  );
}

function InviteList({ made: { rows, expiresAt, hasMore } }: { readonly made: Invitations }) {
  const about = useAbout();
  if (rows.length === 0) return <Empty>{words.inviteNobody}</Empty>;
  return (
    <section className="stack" role="status">
      <h2>{words.inviteTitle(about?.organization ?? "")}</h2>
      <p>{words.inviteHow(expiresAt ? sayTime(expiresAt) : "")}</p>
      {hasMore ? <p className="banner">{words.inviteMore(rows.length)}</p> : null}
      <Table
        columns={[words.memberCode, words.name, words.unit, words.inviteCode]}
        rows={rows.map(({ member, name, unit, code }) => ({
          key: member,
          cells: [member, name, unit, <code key="code">{code}</code>],
        }))}
      />
    </section>
  );
}
