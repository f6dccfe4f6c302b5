import { useCallback, useEffect, useRef, useState } from "react";
import { ApiFault, get } from "./api.ts";
import { isLive, onNews } from "./live.ts";

const longMs = 600_000;

/** Something read from the API that stays up to date while it is shown. */
export type Look<T> = {
  /** What was read last; stays while it is read again. */
  readonly value: T | undefined;
  readonly fault: ApiFault | undefined;
  readonly isLoading: boolean;
  /** Reads again at once. */
  readonly reload: () => void;
};

/**
 * Reads `path` (null: nothing), and again when the server tells of news, every `everyMs` while the window is in view,
 * on coming back to it, and on `reload`. What did not change is not drawn anew. From ten minutes on it is a look
 * that shall stay as it is: news do not touch it.
 */
export function useLook<T>(path: string | null, everyMs = 15_000): Look<T> {
  const [state, setState] = useState<{ path: string | null; value?: T; fault?: ApiFault }>({ path: null });
  const last = useRef("");
  const again = useRef<() => void>(() => {});
  useEffect(() => {
    if (path === null) return;
    const stopping = new AbortController();
    const read = () => readOnce<T>(path, stopping.signal, last, setState);
    // A list that waited in the background is read when somebody looks at it again.
    const onSight = () => document.visibilityState === "visible" && void read();
    again.current = () => void read();
    void read();
    // What the server tells by itself need not be asked for; now and then a look does no harm.
    let skipped = 0;
    const onTick = () => {
      skipped = isLive() && everyMs < longMs ? (skipped + 1) % 4 : 0;
      if (skipped === 0) onSight();
    };
    const timer = setInterval(onTick, everyMs);
    const stopNews = everyMs < longMs ? onNews(onSight) : undefined;
    document.addEventListener("visibilitychange", onSight);
    return () => {
      stopping.abort();
      clearInterval(timer);
      stopNews?.();
      document.removeEventListener("visibilitychange", onSight);
    };
  }, [path, everyMs]);
  const reload = useCallback(() => again.current(), []);
  const isCurrent = state.path === path;
  return {
    value: isCurrent ? state.value : undefined,
    fault: isCurrent ? state.fault : undefined,
    isLoading: path !== null && (!isCurrent || (state.value === undefined && state.fault === undefined)),
    reload,
  };
}

async function readOnce<T>(
  path: string,
  signal: AbortSignal,
  last: { current: string },
  setState: (
    change: (old: { path: string | null; value?: T; fault?: ApiFault }) => {
      path: string | null;
      value?: T;
      fault?: ApiFault;
    },
  ) => void,
): Promise<void> {
  try {
    const value = await get<T>(path, signal);
    const text = `${path} ${JSON.stringify(value)}`;
    const isSame = text === last.current;
    last.current = text;
    setState((old) => (isSame && old.path === path && !old.fault ? old : { path, value }));
  } catch (error) {
    if (signal.aborted) return;
    const fault = error instanceof ApiFault ? error : undefined;
    if (!fault) throw error;
    // What was shown stays; the fault stands above it.
    setState((old) =>
      old.path === path && old.value !== undefined ? { path, value: old.value, fault } : { path, fault },
    );
  }
}
