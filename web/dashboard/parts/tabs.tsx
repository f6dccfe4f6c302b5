import type { KeyboardEvent } from "react";

type Tab<T extends string> = {
  readonly value: T;
  readonly label: string;
  readonly count?: number | undefined;
};

type Props<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly Tab<T>[];
  readonly onChange: (value: T) => void;
};

/** A row of views of the same thing; left and right go through them. */
export function Tabs<T extends string>({ label, value, tabs, onChange }: Props<T>) {
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[tabs.findIndex((tab) => tab.value === value) + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    onChange(next.value);
    const all = event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]");
    all[tabs.indexOf(next)]?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={walk}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className="tab-count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
