import { useChange } from "../change.ts";
import { texts } from "../texts.ts";
import { Icon } from "./icons.tsx";

/** Ends the session and leaves the pages; nothing of them stays in the window. */
export function LogOut() {
  const { make, isBusy } = useChange();
  const leave = async () => {
    if (await make("/logout")) location.assign("/admin");
  };
  return (
    <button type="button" className="page-link" disabled={isBusy} onClick={() => void leave()}>
      <Icon name="out" />
      <span>{texts.logOut}</span>
    </button>
  );
}
