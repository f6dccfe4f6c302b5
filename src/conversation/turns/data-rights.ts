import { say } from "../../kit/message.ts";
import { consentsOf, type Purpose, recordConsent } from "../../people/consent.ts";
import { closeRequest, openRequest } from "../../people/data-requests.ts";
import { sendsFiles } from "../data-copy.ts";
import { type Correctable, correctable, correctChoices, dataTexts, sayPurpose } from "../data-texts.ts";
import { withdrawNews } from "./news.ts";
import type { Response, Turn } from "./turn.ts";

/** The version of the words under which a purpose is withdrawn; stored with the choice. */
const withdrawalVersion = "withdraw-2026-11";
const longestCorrection = 200;

/** `/suadulieu`: what to correct; with the field named, asks what it should say. */
export async function chooseCorrection(turn: Turn, rest: string): Promise<Response> {
  const state = { ...turn.state, awaiting: null };
  if (!isCorrectable(rest)) return { replies: [say(dataTexts.chooseCorrection, correctChoices)], state };
  const asking = { ...state, awaiting: "correct" as const, correct: rest };
  return { replies: [say(dataTexts.askCorrection(rest))], state: asking };
}

function isCorrectable(text: string): text is Correctable {
  return Object.hasOwn(correctable, text);
}

/** Writes down what a member's data should say; an officer confirms it. */
export async function askCorrection(turn: Turn, text: string): Promise<Response> {
  const { tx, person, now, state } = turn;
  const about = state.correct ?? "name";
  const wanted = text.trim().replace(/\s+/g, " ");
  if (wanted.length > longestCorrection) return { replies: [say(dataTexts.tooLong)], state };
  const { memberId, address: askedFrom } = person;
  const { number, due } = await openRequest(tx, { memberId, kind: "correct", about, wanted, askedFrom, now });
  return {
    replies: [say(dataTexts.correctionAsked(number, about, wanted, due))],
    state: { ...state, awaiting: null, correct: undefined },
  };
}

/** `/rutdongy`: the purposes agreed to; with one named, takes that consent back at once. */
export async function withdrawConsent(turn: Turn, rest: string): Promise<Response> {
  const { tx, person, now } = turn;
  const { memberId, address: askedFrom } = person;
  const state = { ...turn.state, awaiting: null };
  const given = (await consentsOf(tx, memberId)).filter(({ isGiven }) => isGiven);
  const chosen = given.find(({ purpose }) => purpose === rest);
  if (!chosen) {
    const choices = given.map(({ purpose }) => ({
      label: `Rút: ${sayPurpose(purpose)}`,
      action: `/rutdongy ${purpose}`,
    }));
    const reply =
      choices.length > 0 ? say(dataTexts.chooseWithdrawal, choices) : say(dataTexts.nothingToWithdraw);
    return { replies: [reply], state };
  }
  const { purpose } = chosen;
  const { number } = await openRequest(tx, { memberId, kind: "withdraw", about: purpose, askedFrom, now });
  await withdraw(turn, purpose);
  await closeRequest(tx, { number, status: "done", by: "bot", now });
  const more = purpose === "proposal" ? `\n${dataTexts.withdrawnProposals}` : "";
  return { replies: [say(`${dataTexts.withdrawn(number, purpose)}${more}`)], state };
}

async function withdraw(turn: Turn, purpose: Purpose): Promise<void> {
  if (purpose === "news") return withdrawNews(turn);
  const { tx, person, now } = turn;
  const { channel } = person.address;
  const choice = { purpose, isGiven: false, textVersion: withdrawalVersion, channel, at: now };
  await recordConsent(tx, { memberId: person.memberId, ...choice });
}

/** `/taidulieu`: a copy of everything, as a file where the channel sends files, else by an officer. */
export async function requestCopy(turn: Turn): Promise<Response> {
  const { tx, person, now, state } = turn;
  const { memberId, address: askedFrom } = person;
  const { number, due } = await openRequest(tx, { memberId, kind: "copy", askedFrom, now });
  const reply = sendsFiles(askedFrom.channel)
    ? dataTexts.copyComing(number)
    : dataTexts.copyByOfficer(number, due);
  return { replies: [say(reply)], state: { ...state, awaiting: null } };
}
