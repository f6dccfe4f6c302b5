import { moveMember as moveQuizzes } from "../../campaigns/quiz/member.ts";
import type { Queries } from "../../database/database.ts";
import { enqueue } from "../../delivery/enqueue.ts";
import { moveMember as moveDeliveries } from "../../delivery/move-member.ts";
import { type ChannelName, say } from "../../kit/message.ts";
import { fold } from "../../kit/vietnamese.ts";
import { moveMember as moveForms } from "../../participation/own.ts";
import {
  type Checked,
  checkLinkCode,
  lookUpCode,
  makeMemberCode,
  readLinkCode,
  spendLinkCode,
} from "../../people/link-code.ts";
import { addressesOf, preferChannel } from "../../people/members.ts";
import { holdMembers, moveMember } from "../../people/merge-members.ts";
import { tieRoster } from "../../people/roster.ts";
import { moveMember as moveProposals } from "../../proposals/move-member.ts";
import { moveMember as moveQuestions } from "../../questions/move-member.ts";
import type { Command } from "../commands.ts";
import { forgetDialogue } from "../dialogue.ts";
import { channelWords, linkChoices, linkTexts } from "../link-texts.ts";
import { askNewsConsent } from "./news.ts";
import { remindOpen } from "./open-form.ts";
import { type Response, type Turn, withMenu } from "./turn.ts";

/** `/lienket`: shows a code for the other chat. `/lienket LK-7KQM-2XR9`, or the code alone: asks whether to link. */
export async function link(turn: Turn, { rest }: Command): Promise<Response> {
  const signs = rest === "" ? undefined : readLinkCode(rest);
  if (rest !== "") return signs ? askToLink(turn, signs) : stay(turn, linkTexts.wrong);
  const { memberId, address } = turn.person;
  const made = await makeMemberCode(turn.tx, { memberId, channel: address.channel, now: turn.now });
  return stay(turn, made ? linkTexts.code(made.code, made.expiresAt) : linkTexts.tooManyCodes);
}

async function askToLink(turn: Turn, signs: string): Promise<Response> {
  const { memberId } = turn.person;
  const checked = await checkLinkCode(turn.tx, { signs, memberId, now: turn.now });
  if (checked.kind === "own") return stay(turn, linkTexts.own);
  if (checked.kind === "wrong") return stay(turn, linkTexts.wrong);
  if (checked.kind === "throttled") return stay(turn, linkTexts.tooManyMisses);
  const question =
    checked.kind === "member"
      ? linkTexts.askMember(channelWords[checked.channel], checked.name)
      : linkTexts.askRoster(checked.entry.fullName, checked.entry.unitName);
  const state = { ...turn.state, awaiting: "link" as const, link: checked.hash };
  return { replies: [say(question, linkChoices)], state };
}

/** The yes or no to that question. There is no way back from a yes, so nothing less than it links. */
export async function answerLink(turn: Turn, isYes: boolean): Promise<Response> {
  const { state, tx, now, person } = turn;
  if (!isYes || state.link === undefined) return stay(turn, linkTexts.declined);
  const checked = await lookUpCode(tx, state.link, { memberId: person.memberId, now });
  if (checked.kind === "member") return linkMember(turn, checked);
  return checked.kind === "roster" ? linkRoster(turn, checked) : stay(turn, linkTexts.wrong);
}

async function linkRoster(turn: Turn, { hash, entry }: Checked & { kind: "roster" }): Promise<Response> {
  const { tx, now, person } = turn;
  const tie = { rosterId: entry.id, memberId: person.memberId, now };
  if (!(await spendLinkCode(tx, hash, now)) || !(await tieRoster(tx, tie)))
    return stay(turn, linkTexts.wrong);
  return stay(turn, linkTexts.tied(entry.fullName, entry.unitName));
}

async function linkMember(turn: Turn, checked: Checked & { kind: "member" }): Promise<Response> {
  const { tx, now, person, state } = turn;
  const from = checked.memberId;
  const to = person.memberId;
  const { channel } = person.address;
  if (!(await holdMembers(tx, { from, to }))) return stay(turn, linkTexts.twoPeople);
  if (!(await spendLinkCode(tx, checked.hash, now))) return stay(turn, linkTexts.wrong);
  const addresses = await addressesOf(tx, from);
  await moveMember(tx, { from, to, channel, now });
  await moveDeliveries(tx, { from, to, addresses, now });
  await moveProposals(tx, from, to);
  await moveQuestions(tx, from, to);
  await moveQuizzes(tx, from, to);
  await moveForms(tx, from, to);
  const left = await forgetDialogue(tx, from);
  const told = addresses.filter((address) => address.channel === checked.channel);
  const content = say(linkTexts.linkedThere(channelWords[channel]));
  await enqueue(
    tx,
    told.map((address) => ({ memberId: to, to: address, content, inboundSeq: null })),
    now,
  );
  const draftId = state.draftId ?? left?.draftId ?? null;
  const reminder = await remindOf(tx, draftId, to);
  const linked = linkTexts.linked(channelWords[checked.channel]);
  return {
    replies: [reminder.length > 0 ? say(linked) : withMenu(linked), ...reminder],
    state: { ...state, draftId, awaiting: null, link: undefined },
  };
}

function remindOf(tx: Queries, draftId: string | null, memberId: string) {
  return draftId === null ? Promise.resolve([]) : remindOpen(tx, { draftId, memberId });
}

/** "nhận tin qua Zalo": where news goes first from now on; asks for the consent when it is not given yet. */
export async function preferNews(turn: Turn, where: string): Promise<Response> {
  const wanted = channelsCalled(where);
  if (wanted.length === 0) return askNewsConsent(turn);
  const { tx, person } = turn;
  const own = await addressesOf(tx, person.memberId);
  const channel = own.map((address) => address.channel).find((name) => wanted.includes(name));
  const [first] = wanted;
  if (!channel || !first) return stay(turn, linkTexts.noSuchChannel(channelWords[first ?? "web-chat"]));
  await preferChannel(tx, person.memberId, channel);
  const noted = say(linkTexts.preferred(channelWords[channel]));
  const { replies, state } = await askNewsConsent(turn);
  const isAsking = state.awaiting === "news-consent";
  return { replies: isAsking ? [noted, ...replies] : [noted], state };
}

/** The channels people mean by a word. */
function channelsCalled(where: string): ChannelName[] {
  const word = fold(where);
  if (word === "zalo") return ["zalo-oa", "zalo-bot"];
  if (word === "telegram") return ["telegram"];
  return ["web", "trang web", "website"].includes(word) ? ["web-chat"] : [];
}

function stay(turn: Turn, text: string): Response {
  return { replies: [withMenu(text)], state: { ...turn.state, awaiting: null, link: undefined } };
}
