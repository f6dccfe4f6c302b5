import { useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "./me.ts";

type Kept<T> = { readonly value: T; readonly at: string };

export type KeptState<T> = {
  readonly value: T;
  readonly set: (change: (old: T) => T) => void;
  /** When what was found at the beginning had been written; undefined for a clean start. */
  readonly resumedAt: string | undefined;
  /** Forgets it here and on the machine. */
  readonly drop: () => void;
};

const mark = "caunoi:kept";

/**
 * Something that is being written, kept on this machine for this officer until it is dropped: a reload, a closed
 * window or a session that is over loses nothing. Without storage it lives as long as the page.
 */
export function useKept<T>(name: string, initial: T): KeptState<T> {
  const key = `${mark}:${useMe().id}:${name}`;
  const [found] = useState(() => read<T>(key));
  const [value, setValue] = useState<T>(found?.value ?? initial);
  const isDropped = useRef(false);
  const isTouched = useRef(false);
  useEffect(() => {
    if (isTouched.current && !isDropped.current) write(key, { value, at: new Date().toISOString() });
  }, [key, value]);
  const set = useCallback((change: (old: T) => T) => {
    isTouched.current = true;
    setValue(change);
  }, []);
  const drop = useCallback(() => {
    isDropped.current = true;
    forget(key);
  }, [key]);
  return { value, set, resumedAt: found?.at, drop };
}

/** Puts something where `useKept` of the same officer and name begins with it. */
export function keep<T>(officerId: string, name: string, value: T): void {
  write(`${mark}:${officerId}:${name}`, { value, at: new Date().toISOString() });
}

function read<T>(key: string): Kept<T> | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Kept<T>);
  } catch {
    return undefined;
  }
}

function write(key: string, kept: Kept<unknown>): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Storage that is full or switched off: what is written still stands on the page.
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
