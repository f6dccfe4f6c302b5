import { say } from "../../kit/message.ts";
import { clauseContent } from "../../questions/clause-content.ts";
import type { Command, CommandName } from "../commands.ts";
import type { Destination } from "../route.ts";
import { eraseChoices, menuChoices, texts } from "../texts.ts";
import { answerCaseText, askOfficer } from "./hand-over.ts";
import { answerNewsConsent, askNewsConsent, explainNews, unsubscribe } from "./news.ts";
import { eraseOwnData, showOwnData } from "./own-data.ts";
import { answerInForm, beginProposal, leaveForm, resumeForm, showStatus } from "./proposal.ts";
import { answerQuestion } from "./question.ts";
import { type Response, type Turn, withMenu } from "./turn.ts";

/** Answers a message that has been routed: one function a destination. */
export async function respond(turn: Turn, to: Destination): Promise<Response> {
  switch (to.kind) {
    case "command":
      return commands[to.command.name](turn, to.command);
    case "clause":
      return showClause(turn, to.document, to.clause);
    case "choice":
      return to.about === "erase" ? answerErase(turn, to.isYes) : answerNewsConsent(turn, to.isYes);
    case "caseText":
      return answerCaseText(turn, to.text);
    case "form":
      return answerInForm(turn, to);
    case "question":
      return to.text.trim() === "" ? replyWithMenu(turn, texts.empty) : answerQuestion(turn, to.text);
    case "files":
      return replyWithMenu(turn, texts.fileAlone);
    case "button":
      return replyWithMenu(turn, to.fault === "foreign" ? texts.foreignButton : texts.unknownButton);
    case "unreadable":
      return replyWithMenu(turn, texts.unreadable);
  }
}

const commands: Readonly<Record<CommandName, (turn: Turn, command: Command) => Promise<Response>>> = {
  start: async (turn) => ({
    replies: [say(texts.welcome, menuChoices)],
    state: { ...turn.state, awaiting: null },
  }),
  menu: (turn) => replyWithMenu(turn, texts.menu),
  sangkien: beginProposal,
  trangthai: (turn, command) => showStatus(turn, command.rest),
  nhantin: askNewsConsent,
  tattin: unsubscribe,
  canbo: askOfficer,
  dulieu: showOwnData,
  xoadulieu: async (turn) => ({
    replies: [say(texts.askErase, eraseChoices)],
    state: { ...turn.state, awaiting: "erase" },
  }),
  huy: leaveForm,
  tieptuc: resumeForm,
  visao: explainNews,
};

async function answerErase(turn: Turn, isYes: boolean): Promise<Response> {
  if (isYes) return eraseOwnData(turn);
  return { replies: [say(texts.eraseKept)], state: { ...turn.state, awaiting: null } };
}

async function replyWithMenu(turn: Turn, text: string): Promise<Response> {
  return { replies: [withMenu(text)], state: turn.state };
}

async function showClause(turn: Turn, document: string, clauseId: string): Promise<Response> {
  const content = clauseContent(turn.library, document, clauseId);
  return content ? { replies: [content], state: turn.state } : replyWithMenu(turn, texts.clauseMissing);
}
