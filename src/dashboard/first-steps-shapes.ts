import type { FirstStep, StepState } from "../people/first-steps.ts";

/** Services whose state is looked at while somebody waits. */
export const checkable = ["telegram", "zalo", "model"] as const;
export type Checkable = (typeof checkable)[number];

/** One line of a check-up. `words` are English, for who runs the machine; nothing secret stands in them. */
export type CheckLine = { readonly level: "ok" | "warn" | "fault"; readonly words: string };
export type Checked = { readonly isOn: boolean; readonly lines: readonly CheckLine[] };

/** A setting of the machine: its value unless it is a secret, and whether somebody set it. */
export type SettingShown = {
  readonly name: string;
  readonly isGiven: boolean;
  readonly shown: string | null;
};

export type FirstStepsView = {
  readonly steps: readonly {
    readonly step: FirstStep;
    readonly state: StepState | "open";
    /** Whether what the step is about is there already, whatever anybody said of it. */
    readonly isMet: boolean;
  }[];
  readonly settings: readonly SettingShown[];
};
