import { readFileKind } from "../kit/file-kind.ts";
import { sha256 } from "../kit/id.ts";
import type { Part } from "../kit/message.ts";

/** Pictures of one message; more would be an album nobody asked for. */
export const mostPictures = 5;
/** Zalo takes no larger picture; a photo of 1600 pixels is smaller. */
const mostBytes = 2 ** 20;
const longestAlt = 300;
/** What every channel and outlet shows. */
const shown = ["image/jpeg", "image/png"];

/** A file beside the campaign file: a picture that can be used, or what is wrong with it. */
export type PictureFile =
  | {
      readonly kind: "picture";
      readonly bytes: Uint8Array;
      readonly blob: string;
      readonly mediaType: string;
    }
  | { readonly kind: "faulty"; readonly what: string };

/** By the name the campaign file gives them. */
export type Pictures = ReadonlyMap<string, PictureFile>;

const mark = /^!\[([^\]]*)\]\(([^)]*)\)$/;

/** The names of all pictures a campaign file shows, each once. */
export function picturesNamed(markdown: string): string[] {
  const names = markdown
    .split(/\r?\n/)
    .flatMap((line) => mark.exec(line.trim().normalize("NFC"))?.[2]?.trim() || []);
  return [...new Set(names.filter(isFileName))];
}

/** Judges a picture by its bytes, never by its name. `undefined`: there is no such file. */
export function readPictureFile(bytes: Uint8Array | undefined): PictureFile {
  if (!bytes) return { kind: "faulty", what: "there is no such file beside the campaign file" };
  const mediaType = readFileKind(bytes)?.mediaType ?? "";
  if (!shown.includes(mediaType)) return { kind: "faulty", what: "is no JPEG or PNG picture" };
  const size = bytes.byteLength;
  const what = `has ${Math.ceil(size / 1024)} kB: make it smaller than ${mostBytes / 1024} kB`;
  return size > mostBytes
    ? { kind: "faulty", what }
    : { kind: "picture", bytes, blob: sha256(bytes), mediaType };
}

/** A paragraph that is one picture; undefined when it is none. */
export function readPicture(
  lines: readonly string[],
  pictures: Pictures,
): { part?: Part; faults: string[] } | undefined {
  const match = lines.length === 1 ? mark.exec(lines[0] ?? "") : null;
  if (!match) return undefined;
  const [alt = "", name = ""] = match.slice(1).map((text) => text.trim());
  const faults = altFaults(alt);
  if (!isFileName(name)) {
    const help = "write the name of a file beside the campaign file, as `![…](anh.jpg)`";
    return { faults: [...faults, `\`${name}\` is no file name: ${help}`] };
  }
  const file = pictures.get(name);
  if (file?.kind !== "picture") {
    const what = file?.what ?? "cannot be read here: pictures come with a file, by `campaign add`";
    return { faults: [...faults, `\`${name}\` ${what}`] };
  }
  return { part: { kind: "image", blob: file.blob, mediaType: file.mediaType, alt }, faults };
}

function altFaults(alt: string): string[] {
  if (alt === "") return ["a picture needs words for who cannot see it: `![Công nhân nhà máy chè](anh.jpg)`"];
  return alt.length > longestAlt ? [`the words of a picture are longer than ${longestAlt} characters`] : [];
}

/** Beside or below the campaign file: no way up, no absolute path, no address of another machine. */
function isFileName(name: string): boolean {
  const steps = name.split("/");
  return name !== "" && !/[\\:\0]/.test(name) && steps.every((step) => step !== "" && !/^\.+$/.test(step));
}
