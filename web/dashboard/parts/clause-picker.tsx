import { Button, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import type { ClauseHit } from "../../../src/dashboard/campaign-shapes.ts";
import { useLook } from "../look.ts";
import { writeTexts as words } from "../pages/campaign-write-texts.ts";
import { Icon } from "./icons.tsx";

type Props = {
  readonly label: string;
  readonly help?: string;
  /** `document#clause` of those that are chosen. */
  readonly chosen: readonly string[];
  readonly error?: string | undefined;
  readonly onChange: (chosen: string[]) => void;
};

/** Chooses published clauses by looking for their words. */
export function ClausePicker({ label, help, chosen, error, onChange }: Props) {
  const [asked, setAsked] = useState("");
  const id = useId();
  const query = asked.trim();
  const look = useLook<{ hits: ClauseHit[] }>(
    query.length < 2 ? null : `/campaign-clauses?q=${encodeURIComponent(query)}`,
    600_000,
  );
  const hits = look.value?.hits.filter(({ reference }) => !chosen.includes(reference)) ?? [];
  const pick = (reference: string) => {
    onChange([...chosen, reference]);
    setAsked("");
  };
  return (
    <fieldset className="block" aria-describedby={error ? id : undefined}>
      <legend>{label}</legend>
      {help ? <p className="quiet">{help}</p> : null}
      {error ? (
        <p className="fate" id={id}>
          {error}
        </p>
      ) : null}
      <Picked chosen={chosen} onChange={onChange} />
      <TextInput
        label={words.findClause}
        type="search"
        maxLength={200}
        value={asked}
        onChange={(event) => setAsked(event.currentTarget.value)}
      />
      {look.value ? <Hits hits={hits} onPick={pick} /> : null}
    </fieldset>
  );
}

function Picked({ chosen, onChange }: Pick<Props, "chosen" | "onChange">) {
  return (
    <ul className="picked">
      {chosen.map((reference) => (
        <li key={reference}>
          {reference}
          <button
            type="button"
            className="plain-button"
            aria-label={words.unpick(reference)}
            onClick={() => onChange(chosen.filter((one) => one !== reference))}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

type HitsProps = { readonly hits: readonly ClauseHit[]; readonly onPick: (reference: string) => void };

function Hits({ hits, onPick }: HitsProps) {
  if (hits.length === 0) return <p className="quiet">{words.noHit}</p>;
  return (
    <ul className="hits" aria-label={words.findClause}>
      {hits.map((hit) => (
        <li key={hit.reference}>
          <div>
            <p className="strong">{hit.label}</p>
            <p className="quiet lines">{hit.text}</p>
          </div>
          <Button
            size="xs"
            variant="default"
            aria-label={`${words.pick} ${hit.label}`}
            onClick={() => onPick(hit.reference)}
          >
            {words.pick}
          </Button>
        </li>
      ))}
    </ul>
  );
}
