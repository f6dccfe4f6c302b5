import { type ChatAnswer, pressApproval, sayApproval } from "../../campaigns/approve-in-chat-answer.ts";
import { chatTexts } from "../../campaigns/approve-in-chat-texts.ts";
import { say } from "../../kit/message.ts";
import { linkOfficerChat } from "../../people/officer-chat.ts";
import { answerQuestion } from "./question.ts";
import type { Response, Turn } from "./turn.ts";

/** What an officer says to a request for approval: a button, a plain word, or the number of people. */
export type ApprovalSaid =
  | {
      readonly kind: "press";
      readonly verb: "yes" | "no";
      readonly requestId: string;
      readonly signature: string;
    }
  | { readonly kind: "words"; readonly verb: "yes" | "no"; readonly text: string }
  | { readonly kind: "number"; readonly typed: number };

/** The code an officer got in the dashboard or on the command line: this chat is theirs from now on. */
export async function linkOfficer(turn: Turn, signs: string): Promise<Response> {
  const { tx, person, now, state } = turn;
  const officer = await linkOfficerChat(tx, signs, { address: person.address, now });
  return { replies: [say(officer ? chatTexts.linked(officer.name) : chatTexts.wrongCode)], state };
}

/** Decides about the campaign; where nothing waits for it here, the words are a question like any other. */
export async function answerApproval(turn: Turn, said: ApprovalSaid): Promise<Response> {
  const { tx, person, now, library, outletsOff, state } = turn;
  const by = { from: person.address, now, library, outletsOff };
  if (said.kind === "press") {
    const { verb, requestId, signature } = said;
    return respondWith(turn, await pressApproval(tx, { ...by, verb, requestId, signature }));
  }
  const requestId = state.awaiting === "approval" ? state.approval : undefined;
  const typed = said.kind === "number" ? said.typed : null;
  const verb = said.kind === "number" ? "yes" : said.verb;
  const answer = await sayApproval(tx, { ...by, verb, typed, requestId });
  if (answer) return respondWith(turn, answer);
  const off = { ...turn, state: { ...state, awaiting: null, approval: undefined } };
  return answerQuestion(off, said.kind === "number" ? String(said.typed) : said.text);
}

function respondWith({ state }: Turn, { content, waitsFor }: ChatAnswer): Response {
  const awaiting = waitsFor === undefined ? null : ("approval" as const);
  return { replies: [content], state: { ...state, awaiting, approval: waitsFor } };
}
