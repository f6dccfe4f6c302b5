import { Badge } from "@mantine/core";
import { Link } from "wouter";
import type { ArticleView, OutletRow } from "../../../src/dashboard/publication-shapes.ts";
import { useLook } from "../look.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { sayTime } from "../words.ts";
import { articleTexts as words } from "./articles-texts.ts";
import { Sections } from "./campaign-sections.tsx";

/** Everything that was published for everybody, and what of it needs a decision. */
export function Articles() {
  const look = useLook<{ rows: ArticleView[] }>("/articles");
  return (
    <>
      <h1>{words.title}</h1>
      <Sections here="articles" />
      <p className="quiet">{words.body}</p>
      <Shown of={look}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.empty}</Empty>
          ) : (
            <Table
              columns={[words.name, words.where, words.state, words.changed]}
              rows={rows.map((row) => ({
                key: row.slug,
                cells: [
                  <Link key="name" href={`/bai/${row.slug}`}>
                    {row.title}
                  </Link>,
                  <div key="where" className="row">
                    {row.outlets.map((outlet) => (
                      <OutletBadge key={outlet.outlet} row={outlet} />
                    ))}
                  </div>,
                  stateOf(row),
                  sayTime(row.changedAt),
                ],
              }))}
            />
          )
        }
      </Shown>
    </>
  );
}

const colors = {
  pending: "blue",
  publishing: "blue",
  published: "green",
  refused: "red",
  uncertain: "orange",
  withdrawn: "gray",
  stopped: "gray",
} as const;

export function OutletBadge({ row }: { readonly row: OutletRow }) {
  return (
    <Badge
      color={row.why !== "" && row.status === "published" ? "orange" : colors[row.status]}
      variant="light"
    >
      {words.outlets[row.outlet] ?? row.outlet}: {row.words.split(":")[0]}
    </Badge>
  );
}

/** Whether a person has to decide about a publication. */
export function needsDecision({ status, why }: OutletRow): boolean {
  return status === "uncertain" || status === "refused" || (status === "published" && why !== "");
}

function stateOf({ withdrawn, corrections, outlets }: ArticleView): string {
  const parts = [
    outlets.some(needsDecision) ? words.needs : "",
    withdrawn ? words.withdrawn : "",
    corrections.length > 0 ? words.corrected(corrections.length) : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
