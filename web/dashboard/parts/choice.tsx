import { NativeSelect } from "@mantine/core";

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
};

/** One of a few named choices. */
export function Choice<T extends string>({ label, names, value, onChange }: ChoiceProps<T>) {
  const kinds = Object.keys(names) as T[];
  return (
    <NativeSelect
      label={label}
      value={value}
      data={kinds.map((kind) => ({ value: kind, label: names[kind] }))}
      onChange={(event) => {
        const next = kinds.find((kind) => kind === event.currentTarget.value);
        if (next) onChange(next);
      }}
    />
  );
}
