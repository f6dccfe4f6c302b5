import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { ListChecked } from "../../../src/dashboard/roster.ts";
import { useChange } from "../change.ts";
import { FaultBox } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { toBase64 } from "../to-base64.ts";
import { sayNumber } from "../words.ts";
import { memberTexts as words } from "./members-texts.ts";

type What = "members" | "units";
type Chosen = { readonly name: string; readonly base64: string };

/** Takes a list from a file: first what it would change or what is wrong in it, then all of it at once. */
export function ImportList() {
  const [what, setWhat] = useState<What>("members");
  const [chosen, setChosen] = useState<Chosen>();
  const [seen, setSeen] = useState<ListChecked>();
  const [isTaken, setTaken] = useState(false);
  const { make, isBusy, fault } = useChange<ListChecked>();
  const check = async (kind: What, file: Chosen | undefined) => {
    setWhat(kind);
    setChosen(file);
    setTaken(false);
    setSeen(file && (await make("/roster/check", { what: kind, base64: file.base64 })));
  };
  const load = async (file: File | undefined) =>
    check(what, file && { name: file.name, base64: await toBase64(file) });
  const take = async () => {
    const done = chosen && (await make("/roster", { what, base64: chosen.base64 }, words.taken));
    if (done) setTaken(true);
  };
  return (
    <section className="sheet stack">
      <p>{words.importBody}</p>
      <NativeSelect
        label={words.list}
        value={what}
        disabled={isBusy}
        data={(["members", "units"] as const).map((value) => ({ value, label: words.lists[value] }))}
        onChange={(event) => void check(event.currentTarget.value as What, chosen)}
      />
      <p className="quiet">{words.columns[what]}</p>
      <label className="stack">
        <span>{words.listFile}</span>
        <input
          type="file"
          accept=".xlsx,.csv"
          disabled={isBusy}
          onChange={(event) => void load(event.currentTarget.files?.[0])}
        />
      </label>
      <FaultBox fault={fault} />
      {seen ? <Checked seen={seen} /> : null}
      {seen?.kind === "taken" && !isTaken ? (
        <Button loading={isBusy} onClick={() => void take()}>
          {words.take}
        </Button>
      ) : null}
    </section>
  );
}

function Checked({ seen }: { readonly seen: ListChecked }) {
  if (seen.kind === "unreadable") return <p className="banner">{seen.why}</p>;
  if (seen.kind === "taken")
    return (
      <div role="status">
        <p className="strong">
          {words.wouldTake(sayNumber(seen.added), sayNumber(seen.changed), sayNumber(seen.unchanged))}
        </p>
        {seen.unread.length > 0 ? <p className="quiet">{words.unread(seen.unread.join(", "))}</p> : null}
        {seen.phonesLeftOut > 0 ? <p>{words.phonesLeftOut(sayNumber(seen.phonesLeftOut))}</p> : null}
      </div>
    );
  return (
    <>
      <p className="strong">{words.faulty}</p>
      <Table
        columns={[words.row, words.column, words.fault]}
        rows={seen.faults.map(({ row, column, what }) => ({
          key: `${row} ${column} ${what}`,
          cells: [row, column, what],
        }))}
      />
      {seen.more > 0 ? <p>{words.moreFaults(sayNumber(seen.more))}</p> : null}
    </>
  );
}
