import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { CampaignForm as Given } from "../../../src/dashboard/campaign-shapes.ts";
import { useChange } from "../change.ts";
import { Form } from "../parts/form.tsx";
import { Icon } from "../parts/icons.tsx";
import { FaultBox } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { campaignTexts as words } from "./campaigns-texts.ts";

const channels = ["telegram", "zalo-oa", "zalo-bot", "web-chat"] as const;

type Props = {
  /** What is edited, with the version that was read. Without it a new campaign is written. */
  readonly edited?: { readonly id: string; readonly fingerprint: string; readonly form: Given };
  readonly onDone?: () => void;
};

/** Writes a campaign. Nothing of it is sent before somebody else approves it. */
export function CampaignForm({ edited, onDone }: Props) {
  const [, go] = useLocation();
  const [given, setGiven] = useState<Given>(edited?.form ?? { title: "", message: "", channels, at: "" });
  const { make, isBusy, fault, field } = useChange<{ id: string }>();
  const save = async () => {
    const path = edited ? `/campaigns/${edited.id}` : "/campaigns";
    const body = edited ? { ...given, fingerprint: edited.fingerprint } : given;
    const saved = await make(path, body, edited ? words.edited : words.saved);
    if (!saved) return;
    if (onDone) onDone();
    else go(`/${saved.id}`);
  };
  return (
    <Form className="stack sheet" onSend={save}>
      {edited ? null : (
        <>
          <Link href="/" className="back">
            <Icon name="back" size={18} /> {texts.back}
          </Link>
          <h1>{words.new}</h1>
        </>
      )}
      <Fields given={given} field={field} onChange={setGiven} />
      <FaultBox fault={fault} />
      <div className="row end">
        {onDone ? (
          <Button variant="default" onClick={onDone}>
            {texts.cancel}
          </Button>
        ) : null}
        <Button type="submit" loading={isBusy}>
          {words.saveDraft}
        </Button>
      </div>
    </Form>
  );
}

type FieldsProps = {
  readonly given: Given;
  readonly field: (name: string) => string | undefined;
  readonly onChange: (given: Given) => void;
};

function Fields({ given, field, onChange }: FieldsProps) {
  return (
    <>
      <TextInput
        label={words.title}
        maxLength={120}
        value={given.title}
        error={field("title")}
        onChange={(event) => onChange({ ...given, title: event.currentTarget.value })}
      />
      <Textarea
        label={words.message}
        description={words.messageHelp}
        rows={8}
        maxLength={3000}
        value={given.message}
        error={field("message")}
        onChange={(event) => onChange({ ...given, message: event.currentTarget.value })}
      />
      <TextInput
        label={words.at}
        description={words.atHelp}
        type="datetime-local"
        value={given.at}
        error={field("at")}
        onChange={(event) => onChange({ ...given, at: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={words.channels}
        value={[...given.channels]}
        error={field("channels")}
        onChange={(chosen) =>
          onChange({ ...given, channels: channels.filter((name) => chosen.includes(name)) })
        }
      >
        <div className="row">
          {channels.map((name) => (
            <Checkbox key={name} value={name} label={texts.channels[name]} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}
