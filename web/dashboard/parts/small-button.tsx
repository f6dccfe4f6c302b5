import { Button } from "@mantine/core";

type Props = {
  /** What it does, for screen readers. */
  readonly label: string;
  readonly sign: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
};

/** A button with a sign in place of words. */
export function SmallButton({ label, sign, isOff = false, onClick }: Props) {
  return (
    <Button size="xs" variant="default" aria-label={label} disabled={isOff} onClick={onClick}>
      {sign}
    </Button>
  );
}
