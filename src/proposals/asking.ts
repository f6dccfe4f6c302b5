import type { Heard } from "../intake/form.ts";
import { looksLikeQuestion } from "../intake/reading/read-answer.ts";
import { fold } from "../kit/vietnamese.ts";
import { texts } from "./texts.ts";

/** `yes`: go on with the old draft. `no`: a new draft. */
type Meaning = "yes" | "no" | null;

const goOn = ["tiep tuc", "/tieptuc", "lam tiep", "viet tiep", "tiep", "cu", "ho so cu", "1"];
const renew = [
  "moi",
  "lam moi",
  "viet moi",
  "ho so moi",
  "viet ho so moi",
  "lam ho so moi",
  "tao moi",
  "bat dau lai",
  "2",
];
const refusals = [
  "khong dong y",
  "ko dong y",
  "k dong y",
  "chua dong y",
  "khong gui",
  "ko gui",
  "k gui",
  "tu choi",
];

/** What an answer to “go on with the old draft?” means; null when it is neither yes nor no. */
export function resumeMeaning(heard: Heard): Meaning {
  if (heard.choice === "form:resume:old") return "yes";
  if (heard.choice === "form:resume:new") return "no";
  const words = bareWords(heard);
  if (goOn.includes(words)) return "yes";
  return renew.includes(words) ? "no" : null;
}

/** Whether a member at a summary says not to send, or not to agree. */
export function refuses(heard: Heard): boolean {
  return heard.choice === "form:consent:no" || refusals.includes(bareWords(heard));
}

function bareWords(heard: Heard): string {
  const said = heard.choice?.startsWith("say:") ? heard.choice.slice("say:".length) : heard.text;
  return fold(said)
    .replace(/[^\p{L}\p{N}/ ]+/gu, " ")
    .trim()
    .replace(/^(?:da |vang )?(?:em |toi |minh |tui )?/, "")
    .replace(/(?: (?:a|ah|nhe|nha|luon|ban|ad))+$/, "");
}

/**
 * Whether a member at the summary of a quick draft wants to fill in the whole application. `place` is the
 * number its button has where buttons are numbered, null when there is no such button.
 */
export function wantsFullForm(heard: Heard, place: number | null): boolean {
  if (heard.choice !== null) return heard.choice === texts.deepen.action;
  const words = fold(heard.text)
    .replace(/[^\p{L}\p{N} ]+/gu, " ")
    .trim();
  return (place !== null && words === String(place)) || fullFormWords.test(words);
}

const fullFormWords =
  /^(?:(?:em|toi|minh|cho|muon) )*(?:viet |lam |soan )?don (?:day du|chinh thuc)(?: (?:a|nhe|nha|luon))*$/;

/** How plausible it is that a text answers “go on with the old draft?”, as `couldAnswer` measures it. */
export function couldMean(text: string): number {
  if (resumeMeaning({ text, files: [], choice: null })) return 1;
  return looksLikeQuestion(text) ? 0 : 0.2;
}
