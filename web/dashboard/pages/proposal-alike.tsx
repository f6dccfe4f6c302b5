import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { ComparedView, ProposalRecordView, SimilarRow } from "../../../src/dashboard/proposal-shapes.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { SayWhy } from "../parts/say-why.tsx";
import { Shown } from "../parts/states.tsx";
import { workTexts as words } from "./proposal-work-texts.ts";

type Props = { readonly found: ProposalRecordView; readonly onChanged: () => void };

/** Proposals that speak of the same thing, one beside this one, and merging them or taking them apart. */
export function Alike({ found, onChanged }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [other, setOther] = useState<string>();
  const [isApart, setApart] = useState(false);
  const mayMove = useRight("proposals.move");
  const look = useLook<{ rows: SimilarRow[] }>(isOpen ? `/proposals/${found.number}/similar` : null, 60_000);
  return (
    <section className="sheet stack">
      <h2>{words.alike}</h2>
      {mayMove && found.mergedInto ? (
        <Button variant="default" onClick={() => setApart(true)}>
          {words.unmerge}
        </Button>
      ) : null}
      {isOpen ? (
        <Shown of={look}>
          {({ rows }) => (
            <ul className="plain-list stack">
              {rows.length === 0 ? <li>{words.noneAlike}</li> : null}
              {rows.map((row) => (
                <li key={row.number}>
                  <p>
                    <Link href={`/${row.number}`}>{row.number}</Link> · {row.start} ·{" "}
                    {words.share(Math.round(row.score * 100))}
                  </p>
                  <Button size="xs" variant="default" onClick={() => setOther(row.number)}>
                    {words.compare}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Shown>
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {words.findAlike}
        </Button>
      )}
      {other ? <Compared key={other} found={found} other={other} onChanged={onChanged} /> : null}
      {isApart ? (
        <SayWhy
          title={words.unmerge}
          yes={words.unmerge}
          path={`/proposals/${found.number}/unmerge`}
          said={words.unmerged}
          onClose={() => setApart(false)}
          onChanged={onChanged}
        />
      ) : null}
    </section>
  );
}

function Compared({ found, other, onChanged }: Props & { readonly other: string }) {
  const look = useLook<ComparedView>(`/proposals/${found.number}/compare/${other}`, 60_000);
  const [isMerging, setMerging] = useState(false);
  const mayMove = useRight("proposals.move");
  return (
    <Shown of={look}>
      {({ left, right, fields, words: same }) => (
        <>
          {same.length > 0 ? <p className="quiet">{words.sameWords(same.join(", "))}</p> : null}
          <div className="table-wrap">
            <table className="table cards-on-phone">
              <thead>
                <tr>
                  <th scope="col">{words.field}</th>
                  <th scope="col">{left}</th>
                  <th scope="col">{right}</th>
                </tr>
              </thead>
              <tbody>
                {fields.map((row) => (
                  <tr key={row.id}>
                    <td>
                      {row.label}
                      {row.isSame ? <p className="quiet">{words.same}</p> : null}
                    </td>
                    <td className="lines">{row.left}</td>
                    <td className="lines">{row.right}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {mayMove && found.steps.mayMerge ? (
            <Button variant="default" onClick={() => setMerging(true)}>
              {words.merge(other)}
            </Button>
          ) : null}
          {isMerging ? (
            <SayWhy
              title={words.mergeAsk(found.number, other)}
              yes={words.merge(other)}
              path={`/proposals/${found.number}/merge`}
              body={{ into: other }}
              said={words.merged}
              onClose={() => setMerging(false)}
              onChanged={onChanged}
            >
              <p>{words.mergeBody}</p>
            </SayWhy>
          ) : null}
        </>
      )}
    </Shown>
  );
}
