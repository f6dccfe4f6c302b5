import { useRef, useState } from "react";
import { ApiFault, newKey, post } from "./api.ts";
import { toast } from "./toasts.ts";

/** A change somebody can make on a page: one button, one form. */
export type ChangeState<T> = {
  readonly isBusy: boolean;
  readonly fault: ApiFault | undefined;
  /** Words for one field of the form. */
  readonly field: (name: string) => string | undefined;
  readonly clear: () => void;
  /** Makes the change; undefined when it was refused, and the reason is in `fault`. */
  readonly make: (path: string, body?: unknown, said?: string) => Promise<T | undefined>;
};

/**
 * Makes changes one at a time. A second click while one is under way does nothing, and a repetition after a lost
 * answer carries the same key, so that the server does it once. `said` is told when it worked.
 */
export function useChange<T = unknown>(): ChangeState<T> {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault>();
  const running = useRef(false);
  const tried = useRef<{ what: string; key: string }>({ what: "", key: "" });
  const make = async (path: string, body: unknown = {}, said?: string): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setFault(undefined);
    const what = `${path} ${JSON.stringify(body)}`;
    if (tried.current.what !== what) tried.current = { what, key: newKey() };
    try {
      const answer = await post<T>(path, body, tried.current.key);
      tried.current = { what: "", key: "" };
      if (said) toast(said);
      return answer;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      setFault(error);
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { isBusy, fault, field: (name) => fault?.fields[name], clear: () => setFault(undefined), make };
}
