import type { FileRef } from "./message.ts";

/** What a file is, judged by its first bytes and never by its name or what the browser claims. */
export type FileKind = { readonly kind: FileRef["kind"]; readonly mediaType: string };

type Rule = FileKind & { readonly matches: (head: Buffer) => boolean };

const startsWith =
  (text: string, at = 0) =>
  (head: Buffer) =>
    head.toString("latin1", at, at + text.length) === text;
const isRiff = (form: string) => (head: Buffer) => startsWith("RIFF")(head) && startsWith(form, 8)(head);
// ISO base media: a box `ftyp` names the brand (ISO/IEC 14496-12 §4.3).
const isBrand = (...brands: string[]) => {
  return (head: Buffer) => startsWith("ftyp", 4)(head) && brands.includes(head.toString("latin1", 8, 12));
};
// Office files are zips; their folder name stands in the first entries.
const isOffice = (folder: string) => (head: Buffer) =>
  startsWith("PK\u0003\u0004")(head) && head.includes(`${folder}/`, 0, "latin1");
const isMpegAudio = (head: Buffer) => {
  const [first = 0, second = 0] = head;
  // Frame sync of 11 bits, layer III (ISO/IEC 11172-3 §2.4.1.3).
  return startsWith("ID3")(head) || (first === 0xff && (second & 0xe6) === 0xe2);
};

const officeType = "application/vnd.openxmlformats-officedocument";
const rules: readonly Rule[] = [
  { kind: "photo", mediaType: "image/jpeg", matches: startsWith("\xff\xd8\xff") },
  { kind: "photo", mediaType: "image/png", matches: startsWith("\x89PNG\r\n\x1a\n") },
  { kind: "photo", mediaType: "image/gif", matches: startsWith("GIF8") },
  { kind: "photo", mediaType: "image/webp", matches: isRiff("WEBP") },
  { kind: "photo", mediaType: "image/heic", matches: isBrand("heic", "heix", "mif1", "msf1") },
  { kind: "document", mediaType: "application/pdf", matches: startsWith("%PDF-") },
  { kind: "document", mediaType: `${officeType}.wordprocessingml.document`, matches: isOffice("word") },
  { kind: "document", mediaType: `${officeType}.spreadsheetml.sheet`, matches: isOffice("xl") },
  { kind: "voice", mediaType: "audio/ogg", matches: startsWith("OggS") },
  { kind: "voice", mediaType: "audio/mp4", matches: isBrand("M4A ", "M4B ") },
  { kind: "voice", mediaType: "audio/wav", matches: isRiff("WAVE") },
  { kind: "voice", mediaType: "audio/amr", matches: startsWith("#!AMR") },
  { kind: "voice", mediaType: "audio/webm", matches: startsWith("\x1aE\xdf\xa3") },
  {
    kind: "video",
    mediaType: "video/mp4",
    matches: isBrand(
      "isom",
      "iso2",
      "iso4",
      "iso5",
      "iso6",
      "mp41",
      "mp42",
      "avc1",
      "MSNV",
      "qt  ",
      "3gp4",
      "3gp5",
    ),
  },
  { kind: "voice", mediaType: "audio/mpeg", matches: isMpegAudio },
];

/** The kind of a file people may send, or undefined for everything else (programs, pages, archives …). */
export function readFileKind(bytes: Uint8Array): FileKind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64 * 1024));
  const rule = rules.find(({ matches }) => matches(head));
  return rule && { kind: rule.kind, mediaType: rule.mediaType };
}
