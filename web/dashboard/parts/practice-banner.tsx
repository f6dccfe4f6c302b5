import { useAbout } from "../about.ts";
import { texts } from "../texts.ts";

/** Says on every page, also on paper and before logging in, that nothing here is real. */
export function PracticeBanner() {
  if (!useAbout()?.isPractice) return null;
  return (
    <aside className="practice" aria-label={texts.practice}>
      <strong>{texts.practice}</strong> <span>{texts.practiceBody}</span>
    </aside>
  );
}
