import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { PreviewAnswer } from "../../../src/dashboard/campaign-shapes.ts";
import { useAsked } from "../asked.ts";
import { Previews } from "../parts/previews.tsx";
import { Bars, FaultBox } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { faultIn, ofForm, type StepProps } from "./campaign-faults.ts";
import { writeTexts as words } from "./campaign-write-texts.ts";

const channels = ["telegram", "zalo-oa", "zalo-bot", "web-chat"] as const;
const outlets = ["portal-feed", "facebook-page", "press-kit"] as const;

/** Step 3: over which channels and outlets, and what a real recipient would see on each. */
export function ChannelStep({ form, onChange, faults, options }: StepProps) {
  const [skip, setSkip] = useState(0);
  const asked = useAsked<PreviewAnswer>("/campaign-preview", { form, skip });
  const found = asked.value;
  const open =
    asked.fault?.code === "invalid"
      ? ofForm(asked.fault.fields)
      : found?.kind === "fault"
        ? found.fields
        : {};
  return (
    <>
      <Where form={form} onChange={onChange} faults={faults} options={options} />
      <div className="row apart">
        <h3>{words.previews}</h3>
        <Button size="xs" variant="default" onClick={() => setSkip(skip + 1)}>
          {words.somebodyElse}
        </Button>
      </div>
      <div aria-live="polite" aria-busy={asked.isBusy}>
        {found?.kind === "outlook" ? <Previews previews={found.previews} /> : null}
        {found === undefined && asked.isBusy ? <Bars rows={3} /> : null}
        {Object.values(open).map((said) => (
          <p key={said} className="fate">
            {said}
          </p>
        ))}
      </div>
      <FaultBox fault={asked.fault?.code === "invalid" ? undefined : asked.fault} />
    </>
  );
}

function Where({ form, onChange, faults, options }: StepProps) {
  const isOn = (name: string) => options.channels.some((channel) => channel.name === name);
  return (
    <>
      <Checkbox.Group
        label={words.channels}
        value={[...form.channels]}
        error={faultIn(faults, "channels")}
        onChange={(chosen) => onChange({ channels: channels.filter((name) => chosen.includes(name)) })}
      >
        <div className="row">
          {channels.map((name) => (
            <Checkbox
              key={name}
              value={name}
              label={isOn(name) ? texts.channels[name] : `${texts.channels[name]} (${words.channelOff})`}
            />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox.Group
        label={words.outlets}
        description={words.outletsHelp}
        value={[...form.outlets]}
        error={faultIn(faults, "outlets")}
        onChange={(chosen) => onChange({ outlets: outlets.filter((name) => chosen.includes(name)) })}
      >
        <div className="row">
          {outlets.map((name) => {
            const isOff = options.outletsOff.includes(name);
            return (
              <Checkbox
                key={name}
                value={name}
                disabled={isOff && !form.outlets.includes(name)}
                label={`${words.outletNames[name]}${isOff ? ` (${words.outletOff})` : ""}`}
              />
            );
          })}
        </div>
      </Checkbox.Group>
    </>
  );
}
