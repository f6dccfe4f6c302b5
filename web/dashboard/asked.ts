import { useEffect, useRef, useState } from "react";
import { ApiFault, post } from "./api.ts";

export type Asked<T> = {
  readonly value: T | undefined;
  readonly fault: ApiFault | undefined;
  /** What is shown is older than what was asked last. */
  readonly isBusy: boolean;
};

const restMs = 350;

/** Asks the API about something that is still being written: a moment after the last change, the newest alone. */
export function useAsked<T>(path: string, body: unknown): Asked<T> {
  const text = JSON.stringify(body);
  const [state, setState] = useState<Asked<T>>({ value: undefined, fault: undefined, isBusy: true });
  const newest = useRef(0);
  useEffect(() => {
    const turn = ++newest.current;
    setState((old) => ({ ...old, isBusy: true }));
    const answer = (value: T | undefined, fault: ApiFault | undefined) => {
      if (turn === newest.current) setState({ value, fault, isBusy: false });
    };
    const timer = setTimeout(() => {
      post<T>(path, JSON.parse(text)).then(
        (value) => answer(value, undefined),
        (error: unknown) => answer(undefined, error instanceof ApiFault ? error : undefined),
      );
    }, restMs);
    return () => clearTimeout(timer);
  }, [path, text]);
  return state;
}
