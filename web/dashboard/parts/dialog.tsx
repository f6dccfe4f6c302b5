import { type ReactNode, useEffect, useId, useRef } from "react";
import { texts } from "../texts.ts";
import { Icon } from "./icons.tsx";

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  /** Without it the dialog cannot be put away. */
  readonly onClose?: () => void;
  readonly className?: string;
};

/** A window over the page. The browser keeps the focus inside, closes it on Esc, and gives the focus back. */
export function Dialog({ title, children, onClose, className = "dialog" }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const node = dialog.current;
    const before = document.activeElement;
    node?.showModal();
    return () => {
      node?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        {onClose ? (
          <button type="button" className="plain-button" aria-label={texts.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        ) : null}
      </div>
      {children}
    </dialog>
  );
}
