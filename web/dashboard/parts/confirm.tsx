import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../texts.ts";
import { Dialog } from "./dialog.tsx";

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that does it says: the deed itself, never "OK". */
  readonly yes: string;
  readonly isBusy?: boolean;
  readonly isReady?: boolean;
  readonly color?: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** Asks before something that cannot be taken back; not doing it is what Enter and Esc do. */
export function Confirm({
  title,
  children,
  yes,
  isBusy = false,
  isReady = true,
  color = "red",
  onYes,
  onNo,
}: Props) {
  return (
    <Dialog title={title} onClose={onNo}>
      <div className="stack">
        <div>{children}</div>
        <div className="row end">
          <Button variant="default" onClick={onNo} autoFocus>
            {texts.cancel}
          </Button>
          <Button color={color} loading={isBusy} disabled={!isReady} onClick={onYes}>
            {yes}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
