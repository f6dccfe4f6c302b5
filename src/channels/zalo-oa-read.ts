import { sha256 } from "../kit/id.ts";
import type { FileRef, Inbound, Said } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { cleanName, cleanText } from "./text.ts";
import { readTimestamp } from "./zalo-oa-signature.ts";
import { isRecord, readId } from "./zalo-wire.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The text a tap on one of our buttons arrives as. Anybody can type it: the ledger checks whose it is. */
const press = /^#([0-9]+\.[0-9]+)$/;

/** The files an event brings: our kind, and what Zalo makes of that kind. */
const fileEvents: Readonly<Record<string, { kind: FileRef["kind"]; mediaType: string | null }>> = {
  user_send_image: { kind: "photo", mediaType: "image/jpeg" },
  user_send_gif: { kind: "photo", mediaType: "image/gif" },
  user_send_audio: { kind: "voice", mediaType: "audio/amr" },
  user_send_video: { kind: "video", mediaType: "video/mp4" },
  user_send_file: { kind: "document", mediaType: null },
};

/** What people send and we cannot read, by the event that brings it. */
const unreadable: Readonly<Record<string, string>> = {
  user_send_sticker: "sticker",
  user_send_location: "location",
  user_send_business_card: "contact",
};

/** Events about the person rather than from them. */
const aboutPerson: Readonly<Record<string, Said>> = {
  follow: { kind: "reachable", isReachable: true },
  user_click_chatnow: { kind: "reachable", isReachable: true },
  unfollow: { kind: "reachable", isReachable: false },
  user_withdraw: { kind: "withdrawn" },
  user_submit_info: { kind: "introduced" },
};

/** Echoes of what the account sends to one person, by hand or by program. */
const echoes = /^oa_send_(text|image|gif|list|file|sticker)$/;

export type OaReading = {
  readonly oaId: string;
  readonly now: Instant;
  /** Whether an echo with the id of an administrator means that an officer has taken the conversation over. */
  readonly noticesOfficers: boolean;
};

/**
 * What one webhook event says to the account `oaId`, as no message or one. Receipts, reactions, tags, groups,
 * calls, anonymous visitors, echoes of this program's own messages, other accounts and events nobody knows yet
 * yield nothing. Never throws. Source: docs.zaloplatforms.com, Official Account, webhook events.
 */
export function readOaEvent(event: Fields, { oaId, now, noticesOfficers }: OaReading): Inbound[] {
  const name = String(event.event_name);
  if (echoes.test(name)) return noticesOfficers ? readEcho(event, oaId, now) : [];
  const userId = readUser(event, oaId);
  const said = userId === undefined ? undefined : readSaid(name, event);
  if (userId === undefined || !said) return [];
  const at = readTimestamp(event.timestamp) ?? now;
  const externalId = readMessageId(event) ?? sha256(`${name} ${String(event.timestamp)} ${userId}`);
  const from = { externalId: userId, name: said.kind === "introduced" ? readGivenName(event) : null };
  return [{ channel: "zalo-oa", externalId, from, said, at }];
}

/** Only what a person sent by hand names an administrator (`sender.admin_id`); a program's sending does not. */
function readEcho(event: Fields, oaId: string, now: Instant): Inbound[] {
  const { sender } = event;
  const userId = idIn(event.recipient);
  const messageId = readMessageId(event);
  if (idIn(sender) !== oaId || userId === undefined || messageId === undefined) return [];
  if (!isRecord(sender) || readId(sender.admin_id) === undefined) return [];
  const at = readTimestamp(event.timestamp) ?? now;
  const from = { externalId: userId, name: null };
  return [
    {
      channel: "zalo-oa",
      externalId: `echo:${messageId}`,
      from,
      said: { kind: "officerSpoke", messageId },
      at,
    },
  ];
}

/** The name in the platform's form. The telephone and address beside it are not kept: nobody asked for them. */
function readGivenName({ info }: Fields): string | null {
  return isRecord(info) && typeof info.name === "string" ? cleanName(info.name) : null;
}

/** Message events name the account as their recipient, the others as `oa_id`. */
function readUser(event: Fields, oaId: string): string | undefined {
  const isMessage = isRecord(event.sender);
  const account = isMessage ? idIn(event.recipient) : event.oa_id;
  const user = isMessage ? idIn(event.sender) : (idIn(event.follower) ?? readId(event.user_id));
  return String(account) === oaId && user !== oaId ? user : undefined;
}

function idIn(party: unknown): string | undefined {
  return isRecord(party) ? readId(party.id) : undefined;
}

function readMessageId({ message }: Fields): string | undefined {
  if (!isRecord(message)) return undefined;
  return readId(message.msg_id) ?? readId(message.message_id);
}

function readSaid(name: string, event: Fields): Said | undefined {
  const about = aboutPerson[name];
  if (about) return about;
  const what = unreadable[name];
  if (what !== undefined) return { kind: "other", what };
  const text = readText(event);
  const file = fileEvents[name];
  if (file) return readFiles(event, text, file);
  if (name === "user_send_link") return readLink(event, text);
  return name === "user_send_text" ? readWords(text) : undefined;
}

function readText({ message }: Fields): string {
  return isRecord(message) && typeof message.text === "string" ? cleanText(message.text) : "";
}

function readWords(text: string): Said {
  const button = press.exec(text)?.[1];
  return button === undefined
    ? { kind: "text", text, files: [] }
    : { kind: "pressed", button, acknowledge: null };
}

function readFiles(
  event: Fields,
  text: string,
  { kind, mediaType }: { kind: FileRef["kind"]; mediaType: string | null },
): Said {
  const files = payloadsOf(event).flatMap(({ url, name, size }) => {
    if (typeof url !== "string") return [];
    const sizeBytes = Number.isSafeInteger(Number(size ?? undefined)) ? Number(size) : null;
    return [
      {
        handle: url,
        kind,
        name: typeof name === "string" ? cleanName(name, 160) : null,
        mediaType,
        sizeBytes,
      },
    ];
  });
  return files.length > 0 || text !== "" ? { kind: "text", text, files } : { kind: "other", what: kind };
}

/** A shared link is what the person says, with the words that came with it. */
function readLink(event: Fields, text: string): Said {
  const links = payloadsOf(event).flatMap(({ title, description, url }) =>
    [title, description, url].filter((words) => typeof words === "string" && words !== ""),
  );
  const words = [text, ...links].filter((line) => line !== "").join("\n");
  return words === "" ? { kind: "other", what: "link" } : { kind: "text", text: cleanText(words), files: [] };
}

/** Attachments stand in the message as documented, or beside it as observed. */
function payloadsOf(event: Fields): Fields[] {
  const inside = isRecord(event.message) ? event.message.attachments : undefined;
  const attachments = inside ?? event.attachments;
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((one) => (isRecord(one) && isRecord(one.payload) ? [one.payload] : []));
}
