import type { RunFigures } from "../../../src/dashboard/campaign-shapes.ts";
import { Empty } from "../parts/states.tsx";
import { sayNumber, sayTime } from "../words.ts";
import { campaignTexts as words } from "./campaigns-texts.ts";

/** What became of each launch: the figures of the proof sheet, which always add up to the plan. */
export function Runs({ runs }: { readonly runs: readonly RunFigures[] }) {
  if (runs.length === 0) return <Empty>{words.noRun}</Empty>;
  return (
    <>
      {runs.map((run) => (
        <Run key={run.id} run={run} />
      ))}
    </>
  );
}

const parts = ["planned", "sent", "waiting", "held", "refused", "uncertain", "canceled"] as const;
const names = { ...words, held: words.heldRows } as const;

function Run({ run }: { readonly run: RunFigures }) {
  return (
    <section className="stack">
      <h3>
        {words.run(sayTime(run.slot))}: {run.statusWords}
      </h3>
      {run.why ? <p className="fate">{run.why}</p> : null}
      <Bar run={run} />
      <div className="table-wrap">
        <table className="table">
          <tbody>
            {parts.map((part) => (
              <tr key={part}>
                <th scope="row">{names[part]}</th>
                <td className="number">{sayNumber(run[part])}</td>
              </tr>
            ))}
            {run.reasons.map(({ words: why, count }) => (
              <tr key={why}>
                <th scope="row">· {why}</th>
                <td className="number">{sayNumber(count)}</td>
              </tr>
            ))}
            {run.unaccounted === 0 ? null : (
              <tr>
                <th scope="row" className="fate">
                  {words.mismatch}
                </th>
                <td className="number">{sayNumber(run.unaccounted)}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Bar({ run }: { readonly run: RunFigures }) {
  const share = (part: number) => ({ width: `${run.planned === 0 ? 0 : (part / run.planned) * 100}%` });
  return (
    <div className="bar" role="img" aria-label={words.barLabel(sayNumber(run.sent), sayNumber(run.planned))}>
      <span className="sent" style={share(run.sent)} />
      <span className="refused" style={share(run.refused)} />
      <span className="uncertain" style={share(run.uncertain)} />
    </div>
  );
}
