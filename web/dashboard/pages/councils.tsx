import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CouncilRow } from "../../../src/dashboard/proposal-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { Form, useFields } from "../parts/form.tsx";
import { Icon } from "../parts/icons.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { workTexts as words } from "./proposal-work-texts.ts";

/** Hội đồng sáng kiến: those there are, and forming another. */
export function CouncilsPage() {
  const look = useLook<{ rows: CouncilRow[] }>("/councils", 60_000);
  return (
    <>
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <h1>{words.councils}</h1>
      <div className="stack">
        <Shown of={look}>
          {({ rows }) => (
            <>
              {rows.length === 0 ? <Empty>{words.noCouncilYet}</Empty> : null}
              {rows.map((row) => (
                <section key={row.id} className="sheet">
                  <h2>{row.name}</h2>
                  <p className="quiet">{[row.unit, row.basis].filter(Boolean).join(" · ")}</p>
                  <p>{row.members.map(({ name, role }) => `${name} (${words.roles[role]})`).join(", ")}</p>
                </section>
              ))}
            </>
          )}
        </Shown>
        <NewCouncil onChanged={look.reload} />
      </div>
    </>
  );
}

type Seat = { readonly name: string; readonly unit: string; readonly role: keyof typeof words.roles };
const empty = { name: "", unit: "", basis: "" };
const seats: readonly Seat[] = [
  { name: "", unit: "", role: "chair" },
  { name: "", unit: "", role: "secretary" },
  { name: "", unit: "", role: "member" },
];

function NewCouncil({ onChanged }: { readonly onChanged: () => void }) {
  const { make, isBusy, fault, field } = useChange<{ warnings: string[] }>();
  const { given, setGiven, bind } = useFields(empty, field);
  const [members, setMembers] = useState(seats);
  const [excludesSameUnit, setExcludes] = useState(false);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const set = (at: number, seat: Partial<Seat>) =>
    setMembers((old) => old.map((one, index) => (index === at ? { ...one, ...seat } : one)));
  const send = async () => {
    const named = members.filter(({ name }) => name.trim() !== "").map((seat) => ({ ...seat, title: "" }));
    const done = await make("/councils", { ...given, excludesSameUnit, members: named }, words.formed);
    if (done) {
      setGiven(empty);
      setMembers(seats);
    }
    setWarnings(done?.warnings ?? []);
    onChanged();
  };
  return (
    <Form className="sheet stack" onSend={send}>
      <h2>{words.form}</h2>
      <TextInput {...bind("name")} label={words.councilName} maxLength={200} />
      <TextInput {...bind("unit")} label={words.councilUnit} maxLength={200} />
      <TextInput {...bind("basis")} label={words.councilBasis} maxLength={200} />
      <p className="quiet">{words.memberHelp}</p>
      {members.map((seat, at) => (
        // Rows have no name of their own and are never reordered.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a row is
        <SeatFields key={at} seat={seat} place={at + 1} onSet={(change) => set(at, change)} />
      ))}
      {field("members") ? (
        <p role="alert" className="fate">
          {field("members")}
        </p>
      ) : null}
      <Checkbox
        label={words.excludesSameUnit}
        checked={excludesSameUnit}
        onChange={(event) => setExcludes(event.currentTarget.checked)}
      />
      {warnings.map((warning) => (
        <p key={warning} className="banner">
          {warning}
        </p>
      ))}
      <FaultBox fault={fault} />
      <div className="row end">
        <Button
          variant="default"
          onClick={() => setMembers([...members, { name: "", unit: "", role: "member" }])}
        >
          {words.addMember}
        </Button>
        <Button type="submit" loading={isBusy}>
          {words.form}
        </Button>
      </div>
    </Form>
  );
}

type SeatProps = {
  readonly seat: Seat;
  readonly place: number;
  readonly onSet: (change: Partial<Seat>) => void;
};

function SeatFields({ seat, place, onSet }: SeatProps) {
  return (
    <div className="row">
      <TextInput
        label={words.memberName(place)}
        maxLength={100}
        value={seat.name}
        onChange={(event) => onSet({ name: event.currentTarget.value })}
      />
      <TextInput
        label={words.memberUnit(place)}
        maxLength={200}
        value={seat.unit}
        onChange={(event) => onSet({ unit: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.role(place)}
        value={seat.role}
        data={(["chair", "secretary", "member"] as const).map((value) => ({
          value,
          label: words.roles[value],
        }))}
        onChange={(event) => onSet({ role: event.currentTarget.value as Seat["role"] })}
      />
    </div>
  );
}
