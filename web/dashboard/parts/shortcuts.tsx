import { Checkbox } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { shortcutTexts as words } from "../texts.ts";
import { Dialog } from "./dialog.tsx";

const offKey = "caunoi-shortcuts-off";

/** Whether single keys do something on this machine: who talks to the computer turns them off (WCAG 2.1.4). */
function areOff(): boolean {
  try {
    return localStorage.getItem(offKey) === "yes";
  } catch {
    return false;
  }
}

/** Whether a key goes to a field or a window rather than to the page. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const at = event.target instanceof HTMLElement ? event.target : document.body;
  return at.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}

/** Runs `act` at a key while nobody types; nothing when it is left out. */
export function useShortcut(key: string, act: (() => void) | undefined): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== key || !latest.current || isTaken(event) || (key !== "?" && areOff())) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [key]);
}

/** The list of keys behind "?", with the switch that turns them off. */
export function ShortcutHelp() {
  const [isOpen, setOpen] = useState(false);
  const [isOff, setOff] = useState(areOff);
  const open = () => setOpen(true);
  useShortcut("?", open);
  const turn = (off: boolean) => {
    setOff(off);
    try {
      localStorage.setItem(offKey, off ? "yes" : "no");
    } catch {
      // A browser that keeps nothing keeps them on.
    }
  };
  return (
    <>
      <button type="button" className="plain-button" aria-label={words.open} onClick={open}>
        <kbd>?</kbd>
      </button>
      {isOpen ? (
        <Dialog title={words.title} onClose={() => setOpen(false)}>
          <dl className="facts keys">
            {words.keys.map(([key, what]) => (
              <div key={key} className="row apart">
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <Checkbox
            label={words.on}
            checked={!isOff}
            onChange={(event) => turn(!event.currentTarget.checked)}
          />
        </Dialog>
      ) : null}
    </>
  );
}
