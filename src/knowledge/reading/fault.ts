/** Something wrong with a knowledge file. An `error` refuses the file, a `warning` is shown beside it. */
export type Fault = {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly severity: "error" | "warning";
  /** What is wrong and what to write instead, in Vietnamese, for the officer. */
  readonly what: string;
  readonly fix: string;
};
