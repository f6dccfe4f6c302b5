import { say } from "../../kit/message.ts";
import { memberWrote } from "../../questions/cases-change.ts";
import { clauseContent } from "../../questions/clause-content.ts";
import { understand } from "../../questions/understand.ts";
import type { Command, CommandName } from "../commands.ts";
import { handBack } from "../floor.ts";
import type { Destination } from "../route.ts";
import { menuChoices, texts } from "../texts.ts";
import { readYesNo, sendsForm } from "../words.ts";
import { answerApproval, linkOfficer } from "./approve.ts";
import { answerInvitation, inviteCoauthorsAgain, showInvitation } from "./coauthors.ts";
import { answerErase, askErase } from "./data-erase.ts";
import { askCorrection, chooseCorrection, requestCopy, withdrawConsent } from "./data-rights.ts";
import { answerCaseText, askOfficer, showCase } from "./hand-over.ts";
import { answerLink, link, preferNews } from "./link.ts";
import { answerNewsConsent, askNewsConsent, explainNews, unsubscribe } from "./news.ts";
import { actOnForm, remindOpen, showForms } from "./open-form.ts";
import { showOwnData } from "./own-data.ts";
import {
  answerInForm,
  beginProposal,
  type ForForm,
  leaveForm,
  resumeForm,
  sendReceipt,
  showStatus,
  tellTried,
} from "./proposal.ts";
import { answerPublicName } from "./public-name.ts";
import { answerQuestion } from "./question.ts";
import { goOnWithQuiz, stepQuiz } from "./quiz.ts";
import { type Response, type Turn, withMenu } from "./turn.ts";

/**
 * Answers a message that has been routed: one function a destination. What the bot asked is off as soon as
 * the person turns to something else, so that a later "đồng ý" meant for that erases nothing.
 */
export function respond(turn: Turn, to: Destination): Promise<Response> {
  const { awaiting } = turn.state;
  const isOff = awaiting !== null && awaiting !== "coauthor" && turnsAway(to);
  return answer(isOff ? { ...turn, state: { ...turn.state, awaiting: null } } : turn, to);
}

/** Whether a message is about something else than what the bot asked. */
function turnsAway(to: Destination): boolean {
  if (to.kind === "command") return to.command.name !== "huy" && to.command.name !== "quaylai";
  return ["clause", "caseStatus", "form", "formAct", "question", "backToBot"].includes(to.kind);
}

async function answer(turn: Turn, to: Destination): Promise<Response> {
  switch (to.kind) {
    case "command":
      return commands[to.command.name](turn, to.command);
    case "clause":
      return showClause(turn, to.document, to.clause);
    case "choice":
      return yesNoAnswers[to.about](turn, to.isYes);
    case "caseText":
      return answerCaseText(turn, to.text);
    case "correction":
      return askCorrection(turn, to.text);
    case "caseStatus":
      return showCase(turn, to.number);
    case "coauthorCode":
      return showInvitation(turn, to.code);
    case "coauthorAnswer":
      return answerInvitation(turn, to);
    case "publicName":
      return answerPublicName(turn, to.isYes);
    case "receipt":
      return sendReceipt(turn, to.number);
    case "tried":
      return (await tellTried(turn, to.report)) ?? answerQuestion(turn, to.report.text);
    case "officerCode":
      return linkOfficer(turn, to.signs);
    case "approval":
      return answerApproval(turn, to.said);
    case "quiz":
      return stepQuiz(turn, to);
    case "coauthorsAgain":
      return inviteCoauthorsAgain(turn, to.number);
    case "formAct":
      return actOnForm(turn, to.act);
    case "form":
      return answerInForm(turn, to);
    case "question":
      return answerText(turn, to.text);
    case "files":
      return answerFiles(turn, to);
    case "button":
      return replyWithMenu(turn, to.fault === "foreign" ? texts.foreignButton : texts.unknownButton);
    case "unreadable":
      return answerUnreadable(turn, to.what);
    case "thread":
      return leaveToOfficer(turn, to.text);
    case "backToBot":
      await handBack(turn.tx, { memberId: turn.person.memberId, now: turn.now });
      return commands[to.command.name](turn, to.command);
  }
}

const commands: Readonly<Record<CommandName, (turn: Turn, command: Command) => Promise<Response>>> = {
  start: async (turn) => ({
    replies: [say(texts.welcome(turn.organization), menuChoices)],
    state: { ...turn.state, awaiting: null },
  }),
  menu: (turn) => replyWithMenu(turn, texts.menu),
  sangkien: beginProposal,
  bieumau: showForms,
  trangthai: (turn, command) => showStatus(turn, command.rest),
  nhantin: (turn, { rest }) => (rest === "" ? askNewsConsent(turn) : preferNews(turn, rest)),
  tattin: unsubscribe,
  canbo: askOfficer,
  dulieu: showOwnData,
  xoadulieu: askErase,
  suadulieu: (turn, { rest }) => chooseCorrection(turn, rest),
  taidulieu: requestCopy,
  rutdongy: (turn, { rest }) => withdrawConsent(turn, rest),
  huy: leaveForm,
  tieptuc: resumeForm,
  quaylai: leaveForm,
  visao: explainNews,
  lienket: link,
  lambai: goOnWithQuiz,
};

/** Fewer words beside a picture are its caption ("máy sao chè"), not a story. */
const fewestTold = 12;

const yesNoAnswers = { "news-consent": answerNewsConsent, erase: answerErase, link: answerLink } as const;

async function answerText(turn: Turn, text: string): Promise<Response> {
  if (text.trim() === "") return replyWithMenu(turn, texts.empty);
  // Said after the form was put away: the draft is shown again, and sending it there is the explicit yes.
  if (sendsForm(text)) return resumeForm(turn);
  // A yes or no that nothing waits for would be searched for in the documents, and something found.
  const isStray = readYesNo(text) !== undefined && understand(text).act === undefined;
  return isStray ? replyWithMenu(turn, texts.nothingAsked) : answerQuestion(turn, text);
}

/** Files with no form open: words that ask are answered, words that tell begin a draft which keeps the files. */
async function answerFiles(turn: Turn, { text, files }: Omit<ForForm, "choice">): Promise<Response> {
  const { kinds, act } = understand(text);
  if (kinds.size > 0 || (act !== undefined && act !== "idea")) return answerQuestion(turn, text);
  if (text.trim().split(/\s+/).length < fewestTold)
    return replyWithMenu(turn, texts.fileAlone(files[0]?.kind ?? "document"));
  const begun = await beginProposal(turn);
  const told = await answerInForm({ ...turn, state: begun.state }, { text, files, choice: null });
  return { ...told, replies: [say(texts.toldWithFiles), ...told.replies] };
}

async function replyWithMenu(turn: Turn, text: string): Promise<Response> {
  return { replies: [withMenu(text)], state: turn.state };
}

/** A sticker, a place …: says what to do instead, and where an open form stands. */
async function answerUnreadable(turn: Turn, what: string): Promise<Response> {
  const { tx, person, state } = turn;
  const text = texts.unreadable(what);
  if (state.draftId === null) return replyWithMenu(turn, text);
  const reminder = await remindOpen(tx, { draftId: state.draftId, memberId: person.memberId });
  return { replies: [say(text), ...reminder], state };
}

/**
 * The officer who has the conversation reads it; what the bot waited for is off. Thanks and the like ask
 * nothing more of the officer.
 */
async function leaveToOfficer(turn: Turn, text: string): Promise<Response> {
  const { act } = understand(text);
  const isCourtesy = act === "thanks" || act === "acknowledgement" || act === "farewell";
  if (!isCourtesy) await memberWrote(turn.tx, { memberId: turn.person.memberId, now: turn.now });
  return { replies: [], state: { ...turn.state, awaiting: null } };
}

async function showClause(turn: Turn, document: string, clauseId: string): Promise<Response> {
  const content = clauseContent(turn.library, document, clauseId);
  return content ? { replies: [content], state: turn.state } : replyWithMenu(turn, texts.clauseMissing);
}
