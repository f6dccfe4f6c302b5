import { enqueue } from "../delivery/enqueue.ts";
import { type ChannelName, say } from "../kit/message.ts";
import { chatsOf, makeOfficerCode, unlinkOfficerChats } from "../people/officer-chat.ts";
import { nothing } from "./read-given.ts";
import { change, done, doneOnce, look, type Route, refused } from "./routes.ts";
import { texts } from "./texts.ts";

export type OwnChats = { readonly channels: readonly ChannelName[] };

/** An officer's own chats: tied by a code typed there, they get test messages and requests to approve. */
export const ownChatRoutes: readonly Route[] = [
  look({
    path: "/me/chats",
    right: "signed-in",
    query: nothing,
    async show({ parts: { db }, caller }): Promise<OwnChats> {
      const chats = await chatsOf(db.read, caller.officer.id);
      return { channels: chats.map(({ address }) => address.channel) };
    },
  }),
  change({
    path: "/me/chats/code",
    rights: ["signed-in"],
    body: nothing,
    async run(tx, { caller: { officer }, now }) {
      const made = await makeOfficerCode(tx, officer.id, now);
      return doneOnce(
        made,
        {},
        { action: "officer.chat-code", subject: `officer:${officer.id}`, detail: {} },
      );
    },
  }),
  change({
    path: "/me/chats/test",
    rights: ["signed-in"],
    body: nothing,
    async run(tx, { parts, caller: { officer }, now }) {
      const chats = await chatsOf(tx, officer.id);
      if (chats.length === 0) return refused(409, "no-chat", texts.noOwnChat);
      const content = say(texts.testMessage(officer.name, parts.organization));
      const letters = chats.map(({ memberId, address }) => ({
        ...{ memberId, to: address, content, inboundSeq: null },
      }));
      await enqueue(tx, letters, now);
      return done(
        { sent: chats.length },
        { action: "officer.test-sent", subject: `officer:${officer.id}`, detail: { chats: chats.length } },
      );
    },
  }),
  change({
    path: "/me/chats/untie",
    rights: ["signed-in"],
    body: nothing,
    async run(tx, { caller: { officer } }) {
      const chats = await unlinkOfficerChats(tx, officer.id);
      return done(
        { chats },
        { action: "officer.chats-untied", subject: `officer:${officer.id}`, detail: { chats } },
      );
    },
  }),
];
