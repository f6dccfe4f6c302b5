import { Failure } from "../kit/failure.ts";
import type { FileRef } from "../kit/message.ts";
import type { Downloaded } from "./channel.ts";
import { type Answer, openLine } from "./line.ts";
import { lookupPublic } from "./public-address.ts";

/** Largest file taken from a person. Zalo documents none for the way in; this is what we keep. */
export const largestFileBytes = 20 * 2 ** 20;
const timeoutMs = 60_000;

/** Where Zalo keeps what people send; a file's address comes from outside and may name anything. */
const fileDomains = ["zdn.vn", "zadn.vn"];

/** What may come for each kind of file. A web page or a program under the name of a photo is not taken. */
const takenTypes: Readonly<Record<FileRef["kind"], RegExp>> = {
  photo: /^image\/(jpeg|png|gif|webp)$/,
  voice: /^(audio\/|video\/(mp4|3gpp)$)/,
  video: /^video\//,
  document:
    /^(application\/(pdf|msword|rtf|zip|vnd\.(ms-|openxmlformats-|oasis\.))|text\/(plain|csv)|image\/(jpeg|png|gif|webp))/,
};
/** Said of anything by stores that do not look: the kind Zalo named stands then. */
const unsaidType = "application/octet-stream";

/**
 * Fetches a file a person sent from the address Zalo named, as far as it is on Zalo's own file hosts or on
 * the host of `apiRoot`. Redirects are not followed, and a name that leads to an address inside is not called. Throws `Failure("missing")` for another host, a gone or
 * too big file and a type that does not fit its kind, `"unavailable"` to be tried again.
 */
export async function downloadFromZalo(
  file: FileRef,
  apiRoot: string,
  signal: AbortSignal,
): Promise<Downloaded> {
  const url = URL.parse(file.handle);
  if (!url || !isAllowed(url, new URL(apiRoot))) {
    throw new Failure("missing", "The file is not on a host of Zalo's: it is not fetched.");
  }
  if ((file.sizeBytes ?? 0) > largestFileBytes) {
    throw new Failure("missing", "The file is over 20 MB: it is not taken.");
  }
  // The operator's own server may stand inside; a name that came with a message may not lead there.
  const isOwn = url.host === new URL(apiRoot).host;
  const line = openLine(url, isOwn ? undefined : lookupPublic);
  try {
    const path = `${url.pathname}${url.search}`;
    const call = { method: "GET", path, timeoutMs, mostBytes: largestFileBytes, signal } as const;
    return take(await line.request(call), file);
  } finally {
    line.close();
  }
}

function isAllowed(url: URL, apiRoot: URL): boolean {
  if (url.protocol !== "https:" && url.protocol !== "http:") return false;
  if (url.host === apiRoot.host) return true;
  // Another port than the web's own would reach services of a host that are no file store.
  if (url.port !== "" || url.username !== "") return false;
  return fileDomains.some((domain) => url.hostname.endsWith(`.${domain}`));
}

function take(answer: Answer, file: FileRef): Downloaded {
  const { status, body } = answer;
  if (status === 429 || status >= 500) {
    throw new Failure("unavailable", `The file download was answered with HTTP ${status}.`);
  }
  if (status !== 200) throw new Failure("missing", `Zalo does not give this file (HTTP ${status}).`);
  const said = (answer.contentType ?? unsaidType).split(";")[0]?.trim().toLowerCase() ?? unsaidType;
  if (said === unsaidType) return { bytes: body, mediaType: file.mediaType };
  if (takenTypes[file.kind].test(said)) return { bytes: body, mediaType: said };
  throw new Failure("missing", `A ${file.kind} came as ${said}: it is not taken.`);
}
