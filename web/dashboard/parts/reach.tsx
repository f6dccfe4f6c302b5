import type { ReachView } from "../../../src/dashboard/campaign-shapes.ts";
import { writeTexts as words } from "../pages/campaign-write-texts.ts";
import { texts } from "../texts.ts";
import { sayNumber } from "../words.ts";

/** Whom an audience reaches: the number, the channels, and everybody who is left out with the reason. */
export function Reach({ reach }: { readonly reach: ReachView }) {
  const left = (["noConsent", "noAddress", "unreachable", "capped"] as const).filter(
    (why) => reach.excluded[why] > 0,
  );
  return (
    <div className="stack">
      <p>{reach.words}</p>
      <p className="strong">{words.reach(sayNumber(reach.reached), sayNumber(reach.matched))}</p>
      {reach.reached === 0 ? <p className="fate">{words.nobody}</p> : null}
      {reach.channels.length > 0 ? (
        <p className="quiet">
          {reach.channels
            .map(({ channel, people }) => `${texts.channels[channel]}: ${sayNumber(people)}`)
            .join(" · ")}
        </p>
      ) : null}
      {reach.later > 0 ? <p className="quiet">{words.later(sayNumber(reach.later))}</p> : null}
      {left.length > 0 ? (
        <div>
          <p>{words.notReached}</p>
          <ul>
            {left.map((why) => (
              <li key={why}>
                {sayNumber(reach.excluded[why])} {words.excluded[why]}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
