import { TextInput } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import type { UnitRow } from "../../../src/dashboard/units.ts";
import { useLook } from "../look.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { sayDay, sayNumber } from "../words.ts";
import { memberTexts as words } from "./members-texts.ts";

/** Units as a tree: who is under whom, how many people, since when and until when, and who took over. */
export function Units() {
  const look = useLook<{ rows: UnitRow[] }>("/units", 60_000);
  const [text, setText] = useState("");
  const asked = plain(useDeferredValue(text).trim());
  return (
    <>
      <search className="filters">
        <TextInput
          label={words.searchUnits}
          type="search"
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </search>
      <Shown of={look}>
        {({ rows }) => {
          if (rows.length === 0) return <Empty>{words.noUnits}</Empty>;
          const found = rows.filter((row) =>
            plain([row.code, row.name, ...row.oldNames].join(" ")).includes(asked),
          );
          if (asked !== "" && found.length === 0) return <Empty>{words.noUnitFound}</Empty>;
          return asked === "" ? <Tree rows={rows} /> : <Flat rows={found} />;
        }}
      </Shown>
    </>
  );
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "d").toLowerCase();
}

function Flat({ rows }: { readonly rows: readonly UnitRow[] }) {
  return (
    <ul className="plain-list stack">
      {rows.map((row) => (
        <li key={row.code} className="sheet">
          <UnitLine row={row} people={row.people} linked={row.linked} />
        </li>
      ))}
    </ul>
  );
}

type Node = {
  readonly row: UnitRow;
  readonly under: readonly Node[];
  readonly people: number;
  readonly linked: number;
};

function Tree({ rows }: { readonly rows: readonly UnitRow[] }) {
  const codes = new Set(rows.map(({ code }) => code));
  const children = Map.groupBy(rows, ({ parent }) => (parent !== null && codes.has(parent) ? parent : ""));
  const nodeOf = (row: UnitRow): Node => {
    const under = (children.get(row.code) ?? []).map(nodeOf);
    const sum = (of: (node: Node) => number, own: number) => under.reduce((all, one) => all + of(one), own);
    return {
      row,
      under,
      people: sum((one) => one.people, row.people),
      linked: sum((one) => one.linked, row.linked),
    };
  };
  return <Branch nodes={(children.get("") ?? []).map(nodeOf)} depth={0} />;
}

function Branch({ nodes, depth }: { readonly nodes: readonly Node[]; readonly depth: number }) {
  return (
    <ul className={depth === 0 ? "unit-tree sheet" : "unit-tree"}>
      {nodes.map((node) => (
        <li key={node.row.code}>
          {node.under.length === 0 ? (
            <UnitLine {...node} />
          ) : (
            <details open={depth === 0}>
              <summary>
                <UnitLine {...node} />
              </summary>
              <Branch nodes={node.under} depth={depth + 1} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function UnitLine({ row, people, linked }: Pick<Node, "row" | "people" | "linked">) {
  const isOver =
    row.validTo !== null && row.validTo < new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const validity = [
    row.validFrom ? words.since(sayDay(row.validFrom)) : "",
    row.validTo ? words.until(sayDay(row.validTo)) : "",
    row.successors.length > 0 ? words.now(row.successors.join(", ")) : "",
    row.oldNames.length > 0 ? words.called(row.oldNames.join("; ")) : "",
  ].filter(Boolean);
  return (
    <span className={isOver ? "unit over" : "unit"}>
      <span className="strong">{row.name}</span> <span className="quiet">{row.code}</span>
      <span className="unit-count">
        {people > 0 ? words.unitCount(sayNumber(people), sayNumber(linked)) : words.unitEmpty}
      </span>
      {validity.length > 0 ? <span className="quiet unit-validity">{validity.join(" · ")}</span> : null}
    </span>
  );
}
