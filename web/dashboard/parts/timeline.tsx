import type { At } from "../../../src/dashboard/shapes.ts";
import { sayTime } from "../words.ts";

export type TimelineLine = {
  readonly at: At;
  readonly words: string;
  readonly by: string;
  readonly note: string | null;
};

/** Who did what and when, the newest first. */
export function Timeline({ lines }: { readonly lines: readonly TimelineLine[] }) {
  const newest = lines.map((line, position) => ({ ...line, position })).toReversed();
  return (
    <ol className="timeline">
      {newest.map((line) => (
        <li key={line.position}>
          <p className="strong">{line.words}</p>
          {line.note ? <p className="lines">{line.note}</p> : null}
          <p className="quiet">
            {line.by} · {sayTime(line.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}
