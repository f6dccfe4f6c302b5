import type { Queries } from "../database/database.ts";
import { enqueue } from "../delivery/enqueue.ts";
import { releaseHeld } from "../delivery/held.ts";
import { latestChoices, readButton } from "../delivery/transcript.ts";
import type { Found } from "../intake/form.ts";
import { type Said, say } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { isFormDraft } from "../participation/form-drafts.ts";
import { findPerson, meet } from "../people/members.ts";
import type { FaqBook } from "../questions/faq-book.ts";
import { understand } from "../questions/understand.ts";
import { countFollowers, isOpening, joinSaid, mostJoined } from "./burst.ts";
import { countRepeat, loadDialogue, saveDialogue } from "./dialogue.ts";
import type { Fetched } from "./files.ts";
import { joinTo, readFollowers, takeUp, type Waiting } from "./inbox.ts";
import { takeReport, takeWithdrawal } from "./platform-events.ts";
import type { Prepared, ReadyReceipt } from "./prepared.ts";
import { type Destination, route, routeBesideOfficer } from "./route.ts";
import { texts } from "./texts.ts";
import { respond } from "./turns/respond.ts";
import type { Response, Turn } from "./turns/turn.ts";

/** Everything one turn starts from. */
export type TurnInput = Waiting &
  Fetched & {
    readonly now: Instant;
    readonly library: Library;
    readonly faqs: FaqBook;
    /** Whether the messages that follow an opening ("chị ơi") belong to its turn. */
    readonly joinsBursts: boolean;
    /** What was heard in the voice message that `said` now holds in words. */
    readonly heard?: string;
    /** The answer a model helped with, see `prepareTurn`. */
    readonly prepared?: Prepared;
    /** What a model found in the message for the open form. */
    readonly found?: readonly Found[];
    /** The receipt the message asks for, see `prepareReceipt`. */
    readonly receipt?: ReadyReceipt | undefined;
    /** The bot's name on Telegram, where it is known. */
    readonly botName?: string | undefined;
    /** The federation's name. */
    readonly organization: string;
  };

/**
 * Takes one message from waiting to done inside `tx`: what the member now has, the rows to send, and the mark
 * that it is answered commit together or not at all.
 */
export async function takeTurn(tx: Queries, input: TurnInput): Promise<void> {
  const { inbound, said, now, seq } = input;
  if (!(await takeUp(tx, seq, now))) return;
  const address = { channel: inbound.channel, externalId: inbound.from.externalId };
  if (await takeReport(tx, { inbound, address, now })) return;
  if (said.kind === "withdrawn" && !(await findPerson(tx, address))) return;
  const person = await meet(tx, { address, name: inbound.from.name, at: inbound.at });
  await releaseHeld(tx, address, now);
  const { state, isOfficers } = await loadDialogue(tx, person.memberId, { address, now });
  const {
    library,
    faqs,
    lostFiles,
    refusedFiles,
    heard,
    prepared,
    found = [],
    receipt,
    botName,
    organization,
  } = input;
  const turn: Turn = {
    tx,
    person,
    state,
    inboundSeq: seq,
    now,
    library,
    faqs,
    prepared,
    found,
    receipt,
    botName,
    organization,
  };
  if (said.kind === "withdrawn") return takeWithdrawal(turn);
  const burst = [said, ...(await takeFollowers(tx, input))];
  const response = await answerSaid(turn, burst, { isOfficers, lostFiles, refusedFiles, heard });
  if (response.state !== state) {
    await saveDialogue(tx, person.memberId, { state: response.state, now });
  }
  const letters = response.replies.map((content) => ({
    memberId: person.memberId,
    to: address,
    content,
    inboundSeq: seq,
  }));
  await enqueue(tx, letters, now);
}

/** What belongs to this message's turn as well; from here on it is answered by this turn or not at all. */
async function takeFollowers(tx: Queries, input: TurnInput): Promise<Said[]> {
  if (!input.joinsBursts || !isOpening(input.said)) return [];
  const waiting = await readFollowers(tx, input, mostJoined);
  const followers = waiting.slice(0, countFollowers(waiting.map(({ said }) => said)));
  if (followers.length === 0) return [];
  const seqs = followers.map(({ seq }) => seq);
  await joinTo(tx, seqs, { to: input.seq, now: input.now });
  return followers.map(({ said }) => said);
}

async function answerSaid(
  turn: Turn,
  burst: readonly Said[],
  {
    isOfficers,
    lostFiles,
    refusedFiles,
    heard,
  }: Omit<Fetched, "said"> & { isOfficers: boolean; heard: string | undefined },
): Promise<Response> {
  const guard = countRepeats(turn, burst);
  const state = { ...turn.state, repeat: guard.repeat };
  if (guard.isLoop) return { replies: guard.isFirst && !isOfficers ? [say(texts.loop)] : [], state };
  const [first] = burst;
  const said = burst.length > 1 || !first ? joinSaid(burst) : first;
  const looked = await lookUp(turn, said);
  const routed = (isOfficers ? routeBesideOfficer : route)(state, said, looked);
  const to = turn.person.isNew ? welcomed(routed) : routed;
  const response = await respond({ ...turn, state }, to);
  if (to.kind === "thread") return response;
  const before = [
    ...(turn.person.isNew && !isGreeting(turn, response) ? [say(texts.notice)] : []),
    ...(lostFiles > 0 ? [say(texts.fileLost)] : []),
    ...(refusedFiles > 0 ? [say(texts.fileRefused)] : []),
    ...(heard === undefined ? [] : [say(texts.heard(heard))]),
    ...(to.kind === "form" && !isFormDraft(state.draftId ?? "") && isVoiceAlone(said)
      ? [say(texts.voiceKept)]
      : []),
  ];
  return { replies: [...before, ...response.replies], state: response.state };
}

/** The loop guard counts what was said, not the turns it was answered in. */
function countRepeats({ state, now }: Turn, burst: readonly Said[]) {
  let guard = { repeat: state.repeat, isLoop: false, isFirst: false };
  for (const said of burst) {
    const next = countRepeat({ ...state, repeat: guard.repeat }, { text: wordsOf(said), now });
    guard = { ...next, isFirst: next.isFirst || (guard.isFirst && next.isLoop) };
  }
  return guard;
}

/** A form keeps a recording, but its question wants words. */
function isVoiceAlone(said: Said): boolean {
  if (said.kind !== "text" || said.text.trim() !== "") return false;
  return said.files.some(({ kind }) => kind === "voice");
}

/** A newcomer who only greets gets the welcome: it greets, says what this is, and what can be done here. */
function welcomed(to: Destination): Destination {
  if (to.kind !== "question" || understand(to.text).act !== "greeting") return to;
  return { kind: "command", command: { name: "start", rest: "" } };
}

/** A first message that is answered by the welcome has the notice in it already. */
function isGreeting({ organization }: Turn, { replies }: Response): boolean {
  const part = replies[0]?.parts[0];
  return part?.kind === "text" && part.text === texts.welcome(organization);
}

async function lookUp(turn: Turn, said: Said) {
  const { tx, person } = turn;
  if (said.kind === "pressed") {
    return { pressed: await readButton(tx, said.button, person.address), choices: [] };
  }
  const isBareNumber = said.kind === "text" && /^\s*\(?\d{1,2}[.)]?\s*$/.test(said.text);
  return { pressed: undefined, choices: isBareNumber ? await latestChoices(tx, person.address) : [] };
}

function wordsOf(said: Said): string {
  if (said.kind === "text") return `${said.text}|${said.files.map((file) => file.handle).join()}`;
  return said.kind === "pressed" ? said.button : JSON.stringify(said);
}
