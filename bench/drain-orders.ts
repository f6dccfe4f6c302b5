/** What the drain bench tells its platform process. */
export type Order =
  | { readonly kind: "begin"; readonly perSecond: number | null; readonly perChatMs: number }
  | { readonly kind: "report" };

export type Report = {
  readonly accepted: number;
  readonly refused: number;
  /** When each message was accepted, in milliseconds of this process. */
  readonly atMs: readonly number[];
  /** Wall clock of messages to chats of `replyChats`, by chat. */
  readonly replies: Readonly<Record<string, number>>;
};

/** Chats whose ids begin so receive replies, everybody else bulk. */
export const replyChats = "99";
