import { Button } from "@mantine/core";
import type { CampaignOutlook, ForecastView } from "../../../src/dashboard/campaign-shapes.ts";
import { writeTexts } from "../pages/campaign-write-texts.ts";
import { campaignTexts as words } from "../pages/campaigns-texts.ts";
import { sayNumber, sayTime } from "../words.ts";
import { Previews } from "./previews.tsx";
import { Reach } from "./reach.tsx";

type Props = {
  readonly outlook: CampaignOutlook;
  readonly pictures?: string;
  /** Nothing of it will be sent any more: whom it would reach now is beside the point. */
  readonly isOver?: boolean;
  readonly onSomebodyElse: () => void;
};

/** What a sending would be like now: when, whom, how long, what it costs, and how it looks. */
export function Outlook({ outlook, pictures, isOver = false, onSomebodyElse }: Props) {
  return (
    <div className="stack">
      {isOver ? null : <Coming outlook={outlook} />}
      <div className="row apart">
        <h3>{writeTexts.previews}</h3>
        <Button size="xs" variant="default" onClick={onSomebodyElse}>
          {writeTexts.somebodyElse}
        </Button>
      </div>
      <Previews previews={outlook.previews} {...(pictures ? { pictures } : {})} />
    </div>
  );
}

function Coming({ outlook: { when, slots, reach, forecast } }: Pick<Props, "outlook">) {
  return (
    <div className="two">
      <section className="block">
        <h3>{words.audience}</h3>
        <Reach reach={reach} />
      </section>
      <section className="block">
        <h3>{words.when}</h3>
        <p>{when}</p>
        {slots.length > 1 ? (
          <>
            <p className="quiet">{writeTexts.slots}</p>
            <ul>
              {slots.map((slot) => (
                <li key={slot}>{sayTime(slot)}</li>
              ))}
            </ul>
          </>
        ) : null}
        {forecast ? <Forecast forecast={forecast} /> : null}
      </section>
    </div>
  );
}

function Forecast({ forecast }: { readonly forecast: ForecastView }) {
  const { begins, ends, holiday, zalo } = forecast;
  return (
    <>
      <p className="quiet">{words.forecast(sayTime(begins), sayTime(ends))}</p>
      {zalo ? (
        <>
          <p className="quiet">
            {words.zalo(sayNumber(zalo.free), sayNumber(zalo.paid), sayNumber(zalo.templates))}
          </p>
          {zalo.held > 0 ? <p className="quiet">{words.zaloHeld(sayNumber(zalo.held))}</p> : null}
          {zalo.cost > 0 ? <p className="strong">{words.zaloCost(sayNumber(zalo.cost))}</p> : null}
        </>
      ) : null}
      {holiday ? <p className="fate">{words.holiday(holiday)}</p> : null}
    </>
  );
}
