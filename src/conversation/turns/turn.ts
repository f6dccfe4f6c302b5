import type { Queries } from "../../database/database.ts";
import type { Found } from "../../intake/form.ts";
import { type Content, say } from "../../kit/message.ts";
import type { Instant } from "../../kit/time.ts";
import type { Library } from "../../knowledge/library.ts";
import type { Person } from "../../people/members.ts";
import type { FaqBook } from "../../questions/faq-book.ts";
import type { DialogueState } from "../dialogue.ts";
import type { Prepared, ReadyReceipt } from "../prepared.ts";
import { menuChoices } from "../texts.ts";

/** What a turn leaves: the replies in order, and where the conversation stands. */
export type Response = { readonly replies: readonly Content[]; readonly state: DialogueState };

/** Whom and what a turn is about, for the functions that answer. */
export type Turn = {
  readonly tx: Queries;
  readonly person: Person;
  readonly state: DialogueState;
  readonly inboundSeq: number;
  readonly now: Instant;
  readonly library: Library;
  readonly faqs: FaqBook;
  /** The answer a model helped with before the turn, when there is one. */
  readonly prepared: Prepared | undefined;
  /** What a model found in the message for the open form. */
  readonly found: readonly Found[];
  /** The receipt the message asks for, made before the turn. */
  readonly receipt: ReadyReceipt | undefined;
  /** The bot's name on Telegram, where it is known. */
  readonly botName: string | undefined;
  /** The federation's name. */
  readonly organization: string;
  /** Outlets that cannot be used on this machine: no campaign that names one is approved. */
  readonly outletsOff?: ReadonlyMap<string, string> | undefined;
};

/** The menu, after something that needs a next step. */
export function withMenu(text: string): Content {
  return say(text, menuChoices);
}
