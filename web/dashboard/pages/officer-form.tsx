import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../change.ts";
import { type Officer, officerRoles } from "../officer-roles.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { officerTexts as words } from "./officers-texts.ts";

export type UnitChoice = { readonly code: string; readonly name: string };

type Props = {
  /** Undefined: somebody new. */
  readonly officer: Officer | undefined;
  readonly units: readonly UnitChoice[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
};

/** Invites an officer, or changes what one may do. A version somebody else changed meanwhile is shown, not overwritten. */
export function OfficerForm({ officer: shown, units, onChanged, onClose }: Props) {
  const [officer, setOfficer] = useState(shown);
  const [given, setGiven] = useState({
    name: officer?.name ?? "",
    role: officer?.role ?? ("viewer" as const),
    unit: officer?.unit ?? null,
    maySend: officer?.maySend ?? false,
    isDisabled: officer?.status === "disabled",
  });
  const { make, isBusy, fault, field } = useChange<{ officer: Officer; link?: string }>();
  const [link, setLink] = useState<string>();
  const save = async () => {
    const { isDisabled, ...terms } = given;
    const body = officer ? { ...terms, isDisabled, version: officer.version } : terms;
    const saved = await make(officer ? `/officers/${officer.id}` : "/officers", body, words.saved);
    onChanged();
    if (saved?.link) setLink(saved.link);
    else if (saved) onClose();
  };
  const found = fault?.code === "stale" ? (fault.found as Officer) : undefined;
  return (
    <Dialog title={officer ? officer.name : words.add} onClose={onClose}>
      {link ? (
        <LinkBox link={link} />
      ) : (
        <Form onSend={save}>
          <Terms given={given} units={units} field={field} onChange={setGiven} />
          {officer ? (
            <Checkbox
              label={words.locked}
              checked={given.isDisabled}
              onChange={(event) => setGiven({ ...given, isDisabled: event.currentTarget.checked })}
            />
          ) : null}
          <FaultBox fault={fault} />
          {found ? (
            <div className="banner">
              <p>
                {words.now}: {found.name} · {texts.roles[found.role]} · {words.statuses[found.status]}
                {found.maySend ? ` · ${words.send}` : ""}
              </p>
              <Button size="xs" variant="default" onClick={() => setOfficer(found)}>
                {texts.continueOn}
              </Button>
            </div>
          ) : null}
          <div className="row end">
            <Button type="submit" loading={isBusy}>
              {officer ? words.save : words.invite}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

type Given = {
  name: string;
  role: Officer["role"];
  unit: string | null;
  maySend: boolean;
  isDisabled: boolean;
};
type TermsProps = {
  readonly given: Given;
  readonly units: readonly UnitChoice[];
  readonly field: (name: string) => string | undefined;
  readonly onChange: (given: Given) => void;
};

function Terms({ given, units, field, onChange }: TermsProps) {
  return (
    <>
      <TextInput
        label={words.name}
        maxLength={100}
        value={given.name}
        error={field("name")}
        onChange={(event) => onChange({ ...given, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.role}
        value={given.role}
        error={field("role")}
        data={officerRoles.map((value) => ({ value, label: texts.roles[value] }))}
        onChange={(event) => onChange({ ...given, role: event.currentTarget.value as Officer["role"] })}
      />
      <NativeSelect
        label={words.unit}
        value={given.unit ?? ""}
        error={field("unit")}
        data={[
          { value: "", label: words.wholeFederation },
          ...units.map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
        ]}
        onChange={(event) => onChange({ ...given, unit: event.currentTarget.value || null })}
      />
      <Checkbox
        label={words.send}
        description={words.sendHelp}
        checked={given.maySend}
        onChange={(event) => onChange({ ...given, maySend: event.currentTarget.checked })}
      />
    </>
  );
}

function LinkBox({ link }: { readonly link: string }) {
  return (
    <div className="stack">
      <h3>{words.link}</h3>
      <code className="link-box">{link}</code>
      <p className="quiet">{words.linkHelp}</p>
    </div>
  );
}

/** Makes a new set-up link for somebody who lost password or phone. */
export function NewLink({ officer, onClose }: { readonly officer: Officer; readonly onClose: () => void }) {
  const { make, isBusy, fault } = useChange<{ link: string }>();
  const [link, setLink] = useState<string>();
  if (link) {
    return (
      <Dialog title={officer.name} onClose={onClose}>
        <LinkBox link={link} />
      </Dialog>
    );
  }
  const create = async () => setLink((await make(`/officers/${officer.id}/link`))?.link);
  return (
    <Confirm
      title={words.newLink}
      yes={words.invite}
      color="blue"
      isBusy={isBusy}
      onNo={onClose}
      onYes={() => void create()}
    >
      <p>{words.newLinkAsk(officer.name)}</p>
      <FaultBox fault={fault} />
    </Confirm>
  );
}
