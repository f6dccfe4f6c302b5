import { useSyncExternalStore } from "react";
import { texts } from "../texts.ts";
import { dismiss, readToasts, watchToasts } from "../toasts.ts";
import { Icon } from "./icons.tsx";

/** The lines that tell what worked; read out by screen readers. */
export function Toasts() {
  const toasts = useSyncExternalStore(watchToasts, readToasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, words }) => (
        <div key={id} className="toast">
          <span>{words}</span>
          <button type="button" className="plain-button" aria-label={texts.close} onClick={() => dismiss(id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
