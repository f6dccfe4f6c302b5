import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDownload } from "../download.ts";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { reportTexts as words } from "./reports-texts.ts";

type Props = {
  readonly period: string;
  readonly unit: string;
  readonly onChoose: (next: { period: string; unit: string }) => void;
};

const days = "..";
const months = Array.from({ length: 12 }, (_, index) => ({
  value: `-${String(index + 1).padStart(2, "0")}`,
  label: words.month(index + 1),
}));
const choices = [
  ...Object.entries(words.parts).map(([value, label]) => ({ value, label })),
  ...months,
  { value: days, label: words.days },
];

/** Which period and which unit; what is chosen stands in the address of the page. */
export function ReportChoice({ period, unit, onChoose }: Props) {
  const isDays = period.includes(days);
  const [given, setGiven] = useState({
    year: period.slice(0, 4),
    part: isDays ? days : period.slice(4),
    from: isDays ? period.slice(0, 10) : "",
    to: isDays ? period.slice(12) : "",
    unit,
  });
  const bind = (name: keyof typeof given) => ({
    value: given[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  const chosen = given.part === days ? `${given.from}${days}${given.to}` : `${given.year}${given.part}`;
  return (
    <search aria-label={words.filters}>
      <Form className="filters" onSend={async () => onChoose({ period: chosen, unit: given.unit.trim() })}>
        <NativeSelect label={words.part} data={choices} {...bind("part")} />
        {given.part === days ? (
          <>
            <TextInput label={words.from} type="date" required {...bind("from")} />
            <TextInput label={words.to} type="date" required {...bind("to")} />
          </>
        ) : (
          <TextInput label={words.year} inputMode="numeric" maxLength={4} required {...bind("year")} />
        )}
        <TextInput label={words.unit} placeholder={words.unitHelp} maxLength={200} {...bind("unit")} />
        <Button type="submit">{words.show}</Button>
      </Form>
    </search>
  );
}

/** The report to keep: as Word to edit and sign, and the table behind it. */
export function ReportFiles({ query }: { readonly query: string }) {
  const { load, isBusy, fault } = useDownload();
  const [place, setPlace] = useState("");
  return (
    <div className="row report-files">
      <TextInput
        label={words.place}
        value={place}
        maxLength={60}
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
      <Button
        disabled={isBusy}
        onClick={() => void load(`/reports/word?${query}&place=${encodeURIComponent(place)}`)}
      >
        {words.word}
      </Button>
      <Button variant="default" disabled={isBusy} onClick={() => void load(`/reports/excel?${query}`)}>
        {words.excel}
      </Button>
      <FaultBox fault={fault} />
    </div>
  );
}
