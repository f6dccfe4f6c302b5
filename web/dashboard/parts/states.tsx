import { Alert, Button, Skeleton } from "@mantine/core";
import { Component, type ReactNode } from "react";
import type { ApiFault } from "../api.ts";
import type { Look } from "../look.ts";
import { texts } from "../texts.ts";

/** A look's value once it is there: grey bars before, the reason and a way to try again when it failed. */
export function Shown<T>({ of, children }: { of: Look<T>; children: (value: T) => ReactNode }) {
  if (of.value === undefined && of.fault) return <FaultBox fault={of.fault} onRetry={of.reload} />;
  if (of.value === undefined) return <Bars />;
  return (
    <>
      {of.fault ? <FaultBox fault={of.fault} onRetry={of.reload} /> : null}
      {children(of.value)}
    </>
  );
}

export function Bars({ rows = 5 }: { readonly rows?: number }) {
  const widths = ["92%", "78%", "85%", "64%", "88%", "71%", "80%"];
  return (
    <div className="stack" role="status" aria-label={texts.loading}>
      {widths.slice(0, rows).map((width) => (
        <Skeleton key={width} height={18} width={width} />
      ))}
    </div>
  );
}

/** Why something did not work, and the button to try it again when that can help. */
export function FaultBox({ fault, onRetry }: { fault: ApiFault | undefined; onRetry?: () => void }) {
  if (!fault) return null;
  return (
    <Alert color="red" variant="light" role="alert" className="fault">
      <p>{fault.message}</p>
      {onRetry ? (
        <Button size="xs" variant="default" onClick={onRetry}>
          {texts.retry}
        </Button>
      ) : null}
    </Alert>
  );
}

/** Says why a list is empty and what would fill it. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

/** Keeps one page's failure from taking the shell with it. */
export class Boundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Alert color="red" role="alert" className="fault">
        <p>{texts.broken}</p>
        <Button size="xs" onClick={() => location.reload()}>
          {texts.reload}
        </Button>
      </Alert>
    );
  }
}
