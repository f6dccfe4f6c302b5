import { Button, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { FormDefinition } from "../../../src/participation/definition.ts";
import { useChange } from "../change.ts";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { FieldList } from "./forms-fields.tsx";
import { formTexts as words } from "./forms-page-texts.ts";
import { placeOf } from "./forms-places.ts";
import { FormPreview } from "./forms-preview.tsx";
import { ServiceFields } from "./forms-service.tsx";
import { WhoFields } from "./forms-who.tsx";

type Props = {
  readonly definition: FormDefinition;
  /** The form as it was read; null for a new one. */
  readonly saved: { readonly id: string; readonly version: number; readonly isOpened: boolean } | null;
  readonly onSaved?: () => void;
};

/** Writes a form, and tries it as a chat beside it. */
export function FormEditor({ definition, saved, onSaved }: Props) {
  const [given, setGiven] = useState(definition);
  const { make, isBusy, fault, field } = useChange<{ id: string }>();
  const [, goTo] = useLocation();
  const set = (change: Partial<FormDefinition>) => setGiven((old) => ({ ...old, ...change }));
  const save = async () => {
    const body = { definition: given, ...(saved ? { version: saved.version } : {}) };
    const done = await make(saved ? `/forms/${saved.id}` : "/forms", body, words.saved);
    if (done && !saved) goTo(`/${done.id}`);
    if (done) onSaved?.();
  };
  const others = Object.entries(fault?.fields ?? {}).filter(([path]) => !shownAt.includes(path));
  return (
    <div className="stack">
      <Form className="sheet stack" onSend={save}>
        {saved?.isOpened ? <p className="banner">{words.versionNote}</p> : null}
        <HeadFields given={given} set={set} field={field} />
        <WhoFields who={given.who} onChange={(who) => set({ who })} />
        <TermFields given={given} set={set} field={field} />
        <ServiceFields given={given} set={set} />
        <FieldList fields={given.fields} onChange={(fields) => set({ fields })} />
        <FaultBox fault={fault} />
        {others.length > 0 ? (
          <ul aria-label={words.faults}>
            {others.map(([path, said]) => (
              <li key={path} className="fate">
                {placeOf(path)}: {said}
              </li>
            ))}
          </ul>
        ) : null}
        <div className="row end">
          <Button type="submit" loading={isBusy}>
            {saved?.isOpened ? words.saveVersion : words.save}
          </Button>
        </div>
      </Form>
      <FormPreview definition={given} />
    </div>
  );
}

const shownAt = ["code", "title", "purpose", "opens", "closes", "mostFiles"];

type EditProps = {
  readonly given: FormDefinition;
  readonly set: (change: Partial<FormDefinition>) => void;
  readonly field: (name: string) => string | undefined;
};

function HeadFields({ given, set, field }: EditProps) {
  return (
    <>
      <TextInput
        label={words.title}
        maxLength={120}
        value={given.title}
        error={field("title")}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <TextInput
        label={words.code}
        description={words.codeHelp}
        maxLength={20}
        value={given.code}
        error={field("code")}
        onChange={(event) => set({ code: event.currentTarget.value.toUpperCase() })}
      />
      <Textarea
        label={words.intro}
        autosize
        maxLength={1200}
        value={given.intro}
        onChange={(event) => set({ intro: event.currentTarget.value })}
      />
      <TextInput
        label={words.purpose}
        description={words.purposeHelp}
        maxLength={300}
        value={given.purpose}
        error={field("purpose")}
        onChange={(event) => set({ purpose: event.currentTarget.value })}
      />
      <TextInput
        label={words.thanks}
        maxLength={600}
        value={given.thanks}
        onChange={(event) => set({ thanks: event.currentTarget.value })}
      />
    </>
  );
}

function TermFields({ given, set, field }: EditProps) {
  const moment = (name: "opens" | "closes") => (
    <TextInput
      type="datetime-local"
      label={words[name]}
      value={given[name] ?? ""}
      error={field(name)}
      onChange={(event) => set({ [name]: event.currentTarget.value || null })}
    />
  );
  return (
    <div className="row">
      {moment("opens")}
      {moment("closes")}
      <NativeSelect
        label={words.times}
        value={given.times}
        data={(["once", "many"] as const).map((value) => ({ value, label: words.timesOf[value] }))}
        onChange={(event) => set({ times: event.currentTarget.value as FormDefinition["times"] })}
      />
      <NativeSelect
        label={words.names}
        description={words.namesHelp}
        value={given.names}
        data={(["named", "anonymous", "choice"] as const).map((value) => ({
          value,
          label: words.namesOf[value],
        }))}
        onChange={(event) => set({ names: event.currentTarget.value as FormDefinition["names"] })}
      />
      <NumberInput
        label={words.mostFiles}
        min={0}
        max={20}
        value={given.mostFiles}
        error={field("mostFiles")}
        onChange={(value) => set({ mostFiles: Number(value) || 0 })}
      />
    </div>
  );
}
