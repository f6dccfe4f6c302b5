import type { Heard } from "../intake/form.ts";
import { looksLikeQuestion } from "../intake/reading/read-answer.ts";
import { fold } from "../kit/vietnamese.ts";
import { texts } from "./texts.ts";

/** The two questions this room asks beside the form's own. */
export type Asking = "resume" | "consent";
/** `yes`: go on with the old draft, or consent given. `no`: a new draft, or consent refused. */
export type Meaning = "yes" | "no" | null;

const resume = {
  yes: ["tiep tuc", "/tieptuc", "lam tiep", "viet tiep", "tiep", "cu", "ho so cu", "1"],
  no: [
    "moi",
    "lam moi",
    "viet moi",
    "ho so moi",
    "viet ho so moi",
    "lam ho so moi",
    "tao moi",
    "bat dau lai",
    "2",
  ],
};
/** Consent must be said, so a nod ("ok", "ừ") is asked again: Luật 91/2025/QH15 Điều 9. */
const consent = {
  yes: ["dong y", "co dong y", "dong y gui", "co", "1"],
  no: ["khong dong y", "ko dong y", "k dong y", "khong", "ko", "khong gui", "tu choi", "2"],
};

/** What an answer to one of this room's questions means; null when it is neither yes nor no. */
export function meaningOf(asking: Asking, heard: Heard): Meaning {
  if (heard.choice === (asking === "resume" ? "form:resume:old" : "form:consent:yes")) return "yes";
  if (heard.choice === (asking === "resume" ? "form:resume:new" : "form:consent:no")) return "no";
  const said = heard.choice?.startsWith("say:") ? heard.choice.slice("say:".length) : heard.text;
  const words = fold(said)
    .replace(/[^\p{L}\p{N}/ ]+/gu, " ")
    .trim()
    .replace(/^(?:da |vang )?(?:em |toi |minh |tui )?/, "")
    .replace(/(?: (?:a|ah|nhe|nha|luon|ban|ad))+$/, "");
  const known = asking === "resume" ? resume : consent;
  if (known.yes.includes(words)) return "yes";
  return known.no.includes(words) ? "no" : null;
}

/**
 * Whether a member at the summary of a quick draft wants to fill in the whole application. `place` is the
 * number its button has where buttons are numbered.
 */
export function wantsFullForm(heard: Heard, place: number): boolean {
  if (heard.choice !== null) return heard.choice === texts.deepen.action;
  const words = fold(heard.text)
    .replace(/[^\p{L}\p{N} ]+/gu, " ")
    .trim();
  return words === String(place) || fullFormWords.test(words);
}

const fullFormWords =
  /^(?:(?:em|toi|minh|cho|muon) )*(?:viet |lam |soan )?don (?:day du|chinh thuc)(?: (?:a|nhe|nha|luon))*$/;

/** How plausible it is that a text answers this room's question, as `couldAnswer` measures it. */
export function couldMean(asking: Asking, text: string): number {
  if (meaningOf(asking, { text, files: [], choice: null })) return 1;
  return looksLikeQuestion(text) ? 0 : 0.2;
}
