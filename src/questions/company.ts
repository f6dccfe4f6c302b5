import type { Act } from "./acts.ts";
import { type AnswerKind, type Composed, said } from "./composed.ts";
import { texts } from "./texts.ts";

type Reply = { readonly kind: AnswerKind; readonly text: string; readonly commands: readonly string[] };

const replies: Readonly<Record<Act, Reply>> = {
  greeting: { kind: "smalltalk", text: texts.greeting, commands: ["/menu"] },
  thanks: { kind: "smalltalk", text: texts.thanks, commands: [] },
  farewell: { kind: "smalltalk", text: texts.farewell, commands: [] },
  acknowledgement: { kind: "smalltalk", text: texts.acknowledgement, commands: [] },
  abuse: { kind: "smalltalk", text: texts.abuse, commands: ["/canbo"] },
  identity: { kind: "smalltalk", text: texts.identity, commands: ["/canbo"] },
  abilities: { kind: "smalltalk", text: texts.abilities, commands: ["/sangkien", "/nhantin", "/canbo"] },
  injection: { kind: "refused", text: texts.refused, commands: [] },
  "private-data": { kind: "refused", text: texts.refused, commands: [] },
  emergency: { kind: "unknown", text: texts.emergency, commands: ["/canbo"] },
  idea: { kind: "smalltalk", text: texts.idea, commands: ["/sangkien", "/canbo"] },
  "write-for-me": { kind: "unknown", text: texts.writeForMe, commands: ["/sangkien"] },
  officer: { kind: "smalltalk", text: texts.door, commands: ["/canbo"] },
  "stop-news": { kind: "smalltalk", text: texts.door, commands: ["/tattin"] },
  "start-news": { kind: "smalltalk", text: texts.door, commands: ["/nhantin"] },
  "my-data": { kind: "smalltalk", text: texts.door, commands: ["/dulieu"] },
  "delete-my-data": { kind: "smalltalk", text: texts.door, commands: ["/xoadulieu"] },
  "my-proposal": { kind: "smalltalk", text: texts.door, commands: ["/trangthai"] },
  "new-proposal": { kind: "smalltalk", text: texts.door, commands: ["/sangkien"] },
};

/** What is said to a message that is no question about the documents. */
export function replyTo(act: Act): Composed {
  const { kind, text, commands } = replies[act];
  return { kind, passages: [said(text)], remarks: [], closing: null, offers: [], commands, nearest: [] };
}

/** Whether the act is one that is refused wherever it stands in a message. */
export function isRefused(act: Act): boolean {
  return replies[act].kind === "refused";
}
