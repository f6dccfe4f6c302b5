import { readVerb } from "../campaigns/approve-in-chat-answer.ts";
import { type QuizStep, readQuizAction } from "../campaigns/quiz/play.ts";
import type { Pressed } from "../delivery/transcript.ts";
import type { Choice, FileRef, Said } from "../kit/message.ts";
import { type FormAct, readFormAct } from "../participation/words.ts";
import { readOfficerCode } from "../people/officer-chat.ts";
import { readCode } from "../proposals/coauthors/code.ts";
import { completionAsked } from "../proposals/completing/reopen.ts";
import { receiptAsked } from "../proposals/receipt.ts";
import { numberIn, statusWords } from "../proposals/status.ts";
import { type TriedReport, triedReport } from "../proposals/tried-by-author.ts";
import { withdrawalAsked } from "../proposals/withdraw.ts";
import { caseNumberIn } from "../questions/case-status.ts";
import { type Command, type CommandName, readCommand } from "./commands.ts";
import type { DialogueState } from "./dialogue.ts";
import type { ApprovalSaid } from "./turns/approve.ts";
import { readYesNo } from "./words.ts";

/** What the conversation may be waiting for a yes or a no to. */
const yesNoQuestions = ["news-consent", "erase", "link"] as const;
type YesNo = (typeof yesNoQuestions)[number];

/** Where one message goes. */
export type Destination =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "clause"; readonly document: string; readonly clause: string }
  /** The yes or no the conversation waits for. */
  | { readonly kind: "choice"; readonly about: YesNo; readonly isYes: boolean }
  | { readonly kind: "caseText"; readonly text: string }
  /** What the member's data should say. */
  | { readonly kind: "correction"; readonly text: string }
  /** Asks how a question to an officer stands. */
  | { readonly kind: "caseStatus"; readonly number: number }
  /** The code of an invitation to confirm being a co-author, and the yes or no to it. */
  | { readonly kind: "coauthorCode"; readonly code: string }
  | { readonly kind: "coauthorAnswer"; readonly inviteId: string | null; readonly isYes: boolean }
  | { readonly kind: "coauthorsAgain"; readonly number: string }
  /** Asks for the receipt of a proposal as a file. */
  | { readonly kind: "receipt"; readonly number: string }
  /** Says that an idea filed before was tried by now. */
  | { readonly kind: "tried"; readonly report: TriedReport }
  /** The yes or no to being named in public praise. */
  | { readonly kind: "publicName"; readonly isYes: boolean }
  /** An officer's one-time code for this chat, and what they say to a request for approval. */
  | { readonly kind: "officerCode"; readonly signs: string }
  | { readonly kind: "approval"; readonly said: ApprovalSaid }
  | { readonly kind: "quiz"; readonly quizId: string; readonly step: QuizStep }
  /** A form of the officers' own, or a gathering, by its code. */
  | { readonly kind: "formAct"; readonly act: FormAct }
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
  | { readonly kind: "unreadable"; readonly what: string }
  /** For the officer who has the conversation: the bot says nothing. */
  | { readonly kind: "thread"; readonly text: string }
  /** The member asks for the bot while an officer has the conversation. */
  | { readonly kind: "backToBot"; readonly command: Command };

/** What was looked up before routing: the meaning of a press, the choices a bare number could pick. */
export type Looked = { readonly pressed: Pressed | undefined; readonly choices: readonly Choice[] };

/** What somebody has to be able to do whoever they talk with: their news, their data, their proposals. */
const ownAffairs: ReadonlySet<CommandName> = new Set([
  "tattin",
  "nhantin",
  "dulieu",
  "xoadulieu",
  "suadulieu",
  "taidulieu",
  "rutdongy",
  "visao",
  "trangthai",
  "lienket",
]);
/** What only the bot does: whoever asks for it wants the bot back. */
const botsAffairs: ReadonlySet<CommandName> = new Set(["start", "menu", "sangkien", "bieumau", "tieptuc"]);

/**
 * Where a message goes while an officer has the conversation: to the officer, unless it is plainly meant for
 * the bot: a press of its buttons, a command about one's own affairs or the answer to one, or a wish to have
 * the bot back.
 */
export function routeBesideOfficer(state: DialogueState, said: Said, looked: Looked): Destination {
  if (said.kind === "pressed") return route(state, said, looked);
  if (said.kind !== "text") return { kind: "thread", text: "" };
  const thread = { kind: "thread", text: said.text } as const;
  if (said.files.length > 0) return thread;
  // Numbers and answers to a form are an officer's to read.
  const to = routeText({ ...state, draftId: null }, said.text, []);
  if (to.kind === "choice" || to.kind === "caseStatus" || to.kind === "formAct") return to;
  if (to.kind !== "command") return thread;
  if (botsAffairs.has(to.command.name)) return { kind: "backToBot", command: to.command };
  return ownAffairs.has(to.command.name) ? to : thread;
}

/** Decides where a message goes; looks at nothing but its arguments. */
export function route(state: DialogueState, said: Said, looked: Looked): Destination {
  if (said.kind === "pressed") return routePress(state, looked.pressed);
  if (said.kind !== "text") return { kind: "unreadable", what: said.kind === "other" ? said.what : "" };
  // Inside a form a number is an answer; the form reads it as a choice where it asked for one.
  const approval = routeApproval(state, said.text);
  if (approval) return approval;
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
  const [, answer, inviteId = ""] = /^coauthor:(yes|no):(.+)$/.exec(action) ?? [];
  if (answer) return { kind: "coauthorAnswer", inviteId, isYes: answer === "yes" };
  if (action === "name:yes" || action === "name:no")
    return { kind: "publicName", isYes: action === "name:yes" };
  const [, verb, requestId = "", signature = ""] = /^approval:(yes|no):([^:]+):(.+)$/.exec(action) ?? [];
  if (verb === "yes" || verb === "no")
    return { kind: "approval", said: { kind: "press", verb, requestId, signature } };
  const quiz = readQuizAction(action);
  if (quiz) return { kind: "quiz", ...quiz };
  if (action.startsWith("form:")) return { kind: "form", text: "", files: [], choice: action };
  const destination = routeText(state, action.replace(/^say:/, ""), []);
  return destination.kind === "form" ? { ...destination, choice: action } : destination;
}

function routeText(state: DialogueState, text: string, files: readonly FileRef[]): Destination {
  const invitation = routeInvitation(state, text);
  if (invitation) return invitation;
  const act = files.length === 0 ? readFormAct(text) : undefined;
  if (act) return { kind: "formAct", act };
  const command = readCommand(text);
  if (command && !isFormWord(state, command, text)) return { kind: "command", command };
  const report = state.draftId === null && files.length === 0 ? triedReport(text) : undefined;
  if (report && state.awaiting === null) return { kind: "tried", report };
  const receipt = receiptAsked(text);
  if (receipt !== null) return { kind: "receipt", number: receipt };
  const completion = files.length === 0 ? completionAsked(text) : undefined;
  if (completion && (state.draftId === null || completion.number !== null))
    return { kind: "form", text, files, choice: `form:complete:${completion.number ?? ""}` };
  const withdrawal = state.draftId === null && files.length === 0 ? withdrawalAsked(text) : undefined;
  if (withdrawal)
    return { kind: "form", text, files, choice: `form:withdraw:ask:${withdrawal.number ?? ""}` };
  const asked = statusWords(text);
  if (asked) return { kind: "command", command: { name: "trangthai", rest: asked.number ?? "" } };
  const number = caseNumberIn(text);
  if (number !== undefined) return { kind: "caseStatus", number };
  const about = yesNoQuestions.find((question) => question === state.awaiting);
  const isYes = about && readYesNo(text);
  if (about && isYes !== undefined) return { kind: "choice", about, isYes };
  // Asked for in the middle of a form, too: the form waits until the officer's question is written.
  if (state.awaiting === "case" && files.length === 0 && text.trim() !== "") {
    const isOff = readYesNo(text) === false;
    return isOff ? { kind: "command", command: { name: "huy", rest: "" } } : { kind: "caseText", text };
  }
  if (state.awaiting === "correct" && files.length === 0 && text.trim() !== "")
    return { kind: "correction", text };
  if (state.draftId) return { kind: "form", text, files, choice: null };
  return files.length > 0 ? { kind: "files", text, files } : { kind: "question", text };
}

/**
 * What an officer decides in words: a code that ties the chat, “duyệt” and “từ chối” while nothing else is asked,
 * and the number of people where it was asked for.
 */
function routeApproval(state: DialogueState, text: string): Destination | undefined {
  const signs = readOfficerCode(text);
  if (signs) return { kind: "officerCode", signs };
  const isAsked = state.awaiting === "approval";
  if (!isAsked && (state.awaiting !== null || state.draftId !== null)) return undefined;
  const number = isAsked ? /^\s*(\d[\d.\s]{0,12})\s*$/.exec(text)?.[1] : undefined;
  if (number) return { kind: "approval", said: { kind: "number", typed: Number(number.replace(/\D/g, "")) } };
  const verb = readVerb(text);
  return verb && { kind: "approval", said: { kind: "words", verb, text } };
}

/** What is about being a co-author, in an open form as well: the code says what is meant. */
function routeInvitation(state: DialogueState, text: string): Destination | undefined {
  const code = readCode(text);
  if (code) return { kind: "coauthorCode", code };
  const number = /^\s*m(?:ờ|o)i l(?:ạ|a)i\b/iu.test(text.normalize("NFC")) ? numberIn(text) : null;
  if (number) return { kind: "coauthorsAgain", number };
  const isYes = state.awaiting === "coauthor" ? readYesNo(text) : undefined;
  return isYes === undefined ? undefined : { kind: "coauthorAnswer", inviteId: null, isYes };
}

/**
 * Words that mean a command outside but belong to the form while one is open: it knows whether "huy" is a
 * wish to leave or a name, and where "quay lại" leads. Slash commands are commands, but the way back is
 * always the form's.
 */
function isFormWord(state: DialogueState, command: Command, text: string): boolean {
  if (state.draftId === null || state.awaiting === "case") return false;
  if (command.name === "quaylai") return true;
  const isOwn = command.name === "tieptuc" || command.name === "huy";
  return isOwn && !text.trim().startsWith("/");
}

function pickByNumber(text: string, choices: readonly Choice[]): Choice | undefined {
  const match = /^\s*\(?(\d{1,2})[.)]?\s*$/.exec(text);
  return match ? choices[Number(match[1]) - 1] : undefined;
}
