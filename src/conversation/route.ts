import type { Pressed } from "../delivery/transcript.ts";
import type { Choice, FileRef, Said } from "../kit/message.ts";
import { fold } from "../kit/vietnamese.ts";
import { statusWords } from "../proposals/status.ts";
import { type Command, readCommand } from "./commands.ts";
import type { DialogueState } from "./dialogue.ts";

/** Where one message goes. */
export type Destination =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "clause"; readonly document: string; readonly clause: string }
  /** The yes or no the conversation waits for. */
  | { readonly kind: "choice"; readonly about: "news-consent" | "erase"; readonly isYes: boolean }
  | { readonly kind: "caseText"; readonly text: string }
  /** For the open form. `choice` is the action of its button that was pressed, null when somebody typed. */
  | {
      readonly kind: "form";
      readonly text: string;
      readonly files: readonly FileRef[];
      readonly choice: string | null;
    }
  | { readonly kind: "question"; readonly text: string }
  /** Files with no form to put them in. */
  | { readonly kind: "files"; readonly text: string; readonly files: readonly FileRef[] }
  | { readonly kind: "button"; readonly fault: "foreign" | "unknown" }
  | { readonly kind: "unreadable"; readonly what: string };

/** What was looked up before routing: the meaning of a press, the choices a bare number could pick. */
export type Looked = { readonly pressed: Pressed | undefined; readonly choices: readonly Choice[] };

/** Decides where a message goes; looks at nothing but its arguments. */
export function route(state: DialogueState, said: Said, looked: Looked): Destination {
  if (said.kind === "pressed") return routePress(state, looked.pressed);
  if (said.kind !== "text") return { kind: "unreadable", what: said.kind === "other" ? said.what : "" };
  // Inside a form a number is an answer; the form reads it as a choice where it asked for one.
  const picked = state.draftId ? undefined : pickByNumber(said.text, looked.choices);
  if (picked) return routeAction(state, picked.action);
  return routeText(state, said.text, said.files);
}

function routePress(state: DialogueState, pressed: Pressed | undefined): Destination {
  if (pressed?.kind !== "choice") {
    return { kind: "button", fault: pressed?.kind === "foreign" ? "foreign" : "unknown" };
  }
  return routeAction(state, pressed.choice.action);
}

/** An action is our own words from the ledger: a command, a clause to show, or what the person would type. */
function routeAction(state: DialogueState, action: string): Destination {
  const clause = /^clause:([^#]+)#(.+)$/.exec(action);
  if (clause?.[1] && clause[2]) return { kind: "clause", document: clause[1], clause: clause[2] };
  if (action.startsWith("form:")) return { kind: "form", text: "", files: [], choice: action };
  const destination = routeText(state, action.replace(/^say:/, ""), []);
  return destination.kind === "form" ? { ...destination, choice: action } : destination;
}

function routeText(state: DialogueState, text: string, files: readonly FileRef[]): Destination {
  const command = readCommand(text);
  if (command && !isFormWord(state, command, text)) return { kind: "command", command };
  const asked = statusWords(text);
  if (asked) return { kind: "command", command: { name: "trangthai", rest: asked.number ?? "" } };
  const yesNo = state.awaiting === "news-consent" || state.awaiting === "erase" ? readYesNo(text) : undefined;
  if (yesNo !== undefined && (state.awaiting === "news-consent" || state.awaiting === "erase")) {
    return { kind: "choice", about: state.awaiting, isYes: yesNo };
  }
  if (state.draftId) return { kind: "form", text, files, choice: null };
  if (files.length > 0) return { kind: "files", text, files };
  if (state.awaiting === "case" && text.trim() !== "") return { kind: "caseText", text };
  return { kind: "question", text };
}

/**
 * Words that mean a command outside but belong to the form while one is open: it knows whether "huy" is a
 * wish to leave or a name. Slash commands always are commands.
 */
function isFormWord(state: DialogueState, command: Command, text: string): boolean {
  const isOwn = command.name === "tieptuc" || command.name === "huy";
  return state.draftId !== null && isOwn && !text.trim().startsWith("/");
}

function pickByNumber(text: string, choices: readonly Choice[]): Choice | undefined {
  const match = /^\s*\(?(\d{1,2})[.)]?\s*$/.exec(text);
  return match ? choices[Number(match[1]) - 1] : undefined;
}

const yesWords = new Set([
  "dong y",
  "co",
  "ok",
  "oke",
  "okay",
  "yes",
  "dc",
  "duoc",
  "u",
  "uh",
  "vang",
  "da",
  "da vang",
  "nhat tri",
  "chap nhan",
  "da dong y",
  "xac nhan",
]);
const noWords = new Set(["khong", "ko", "k", "khong dong y", "thoi", "no", "de sau", "chua", "khong can"]);

/** An explicit yes or no, or undefined: anything else is neither (silence is no consent). */
export function readYesNo(text: string): boolean | undefined {
  const folded = fold(text)
    .replace(/[.!,]+/g, "")
    .replace(/\s+(a|nhe|nha|ad|em)$/g, "")
    .trim();
  if (yesWords.has(folded)) return true;
  return noWords.has(folded) ? false : undefined;
}
