import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import type { Officer } from "../../../src/people/officers.ts";
import { useLook } from "../look.ts";
import { Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { NewLink, OfficerForm, type UnitChoice } from "./officer-form.tsx";
import { OfficerSessions } from "./officer-sessions.tsx";
import { Audit } from "./officers-audit.tsx";
import { Channels } from "./officers-health.tsx";
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
  const [seen, setSeen] = useState<Officer>();
  return (
    <div className="stack">
      <div>
        <Button onClick={() => setOpened("new")}>{words.add}</Button>
      </div>
      <Table
        columns={[words.name, words.role, words.unit, words.login, words.status, texts.actions]}
        rows={list.officers.map((officer) =>
          officerLine(officer, list.units, {
            onEdit: () => setOpened(officer),
            onLink: () => setLinked(officer),
            onSessions: () => setSeen(officer),
          }),
        )}
      />
      {opened ? (
        <OfficerForm
          officer={opened === "new" ? undefined : opened}
          units={list.units}
          onChanged={onChanged}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
      {seen ? <OfficerSessions officer={seen} onClose={() => setSeen(undefined)} /> : null}
      {linked ? <NewLink officer={linked} onClose={() => setLinked(undefined)} /> : null}
    </div>
  );
}

type Acts = { readonly onEdit: () => void; readonly onLink: () => void; readonly onSessions: () => void };

function officerLine(officer: Officer, units: readonly UnitChoice[], acts: Acts) {
  const color = { active: "green", disabled: "red", invited: "orange" }[officer.status];
  const small = (name: string, label: string, onClick: () => void) => (
    <Button key={name} size="xs" variant="default" aria-label={`${label}: ${officer.name}`} onClick={onClick}>
      {label}
    </Button>
  );
  const cells = [
    <span key="name" className="strong">
      {officer.name}
    </span>,
    <div key="role">
      {texts.roles[officer.role]}
      {officer.maySend ? <p className="quiet">{words.send}</p> : null}
    </div>,
    units.find(({ code }) => code === officer.unit)?.name ?? officer.unit ?? words.wholeFederation,
    officer.login ?? texts.none,
    <Badge key="status" color={color} variant="light">
      {words.statuses[officer.status]}
    </Badge>,
    <div key="acts" className="row">
      {small("edit", words.edit, acts.onEdit)}
      {small("sessions", words.sessions, acts.onSessions)}
      {small("link", words.newLinkShort, acts.onLink)}
    </div>,
  ];
  return { key: officer.id, cells };
}
