import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeError, Failure } from "../kit/failure.ts";
import { type Part, plainText } from "../kit/message.ts";
import { type Clock, type Instant, localDate, sayDate, sayTime } from "../kit/time.ts";
import type { Outlet, OutletItem, PublishOutcome } from "../outlets/outlet.ts";
import type { PressItem } from "../papers/press-kit.ts";
import { sayDay } from "../papers/words.ts";
import { pressWords } from "./press-texts.ts";

type LoadBlob = (hash: string) => Promise<Uint8Array>;
type Around = { readonly contact: string; readonly loadBlob: LoadBlob; readonly now: Instant };

/**
 * Bộ tài liệu gửi báo, đài — the files of one item by name: the release and the script as DOCX, the pictures as they
 * are, and a text file with their captions. Throws `Failure("missing")` when a picture is not stored here.
 */
export async function pressFiles(item: OutletItem, around: Around): Promise<Map<string, Uint8Array>> {
  const { loadBlob } = around;
  // What writes Word files weighs 20 MB: a server that publishes no press kit does without.
  const { writeBroadcastScript, writePressRelease } = await import("../papers/press-kit.ts");
  const files = new Map<string, Uint8Array>();
  const press = toPressItem(item, around);
  files.set(pressWords.releaseFile, await writePressRelease(press));
  files.set(pressWords.scriptFile, await writeBroadcastScript(press));
  const pictures = item.parts.filter((part) => part.kind === "image");
  const captions: string[] = [];
  for (const [index, { blob, mediaType, alt }] of pictures.entries()) {
    const name = pressWords.pictureFile(index + 1, mediaType === "image/png" ? "png" : "jpg");
    files.set(name, await loadBlob(blob));
    captions.push(`${name}: ${alt}`);
  }
  if (captions.length > 0)
    files.set(pressWords.captionsFile, Buffer.from(`${captions.join("\r\n")}\r\n`, "utf8"));
  return files;
}

function toPressItem(item: OutletItem, { contact, now }: Around): PressItem {
  const { title, lead, parts, sources, corrections, embargo, approvedBy, approvedAt } = item;
  const corrected = corrections.map(({ note, at }) => pressWords.correction(sayDate(at), note));
  return {
    title,
    lead,
    paragraphs: [...corrected, ...parts.flatMap(toParagraphs)],
    sources,
    contact: contact === "" ? pressWords.noContact : contact,
    approved: `${approvedBy}, ${sayTime(approvedAt)}`,
    day: sayDay(localDate(now)),
    ...(embargo !== null && embargo > now ? { embargo: sayTime(embargo) } : {}),
  };
}

function toParagraphs(part: Part): string[] {
  return part.kind === "image" ? [] : [plainText({ parts: [part], choices: [] })];
}

/** Writes the files into `folder`, which is made when it is not there; older files of the same names go. */
export async function writeKit(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new Failure("unavailable", `${folder} cannot be written (${code}).`, { cause: error });
  }
}

/**
 * The press kit as an outlet: at the launch its files lie ready in `folder`/<slug>, to be sent to the newspapers
 * and the station by a person. A correction writes them anew, a withdrawal takes them away.
 */
export function createPressKit(parts: { folder: string; loadBlob: LoadBlob; clock: Clock }): Outlet {
  const { folder, loadBlob, clock } = parts;
  const write = async (item: OutletItem): Promise<PublishOutcome> => {
    try {
      const files = await pressFiles(item, { contact: "", loadBlob, now: clock() });
      await writeKit(join(folder, item.slug), files);
      return { kind: "published", externalId: item.slug, url: null };
    } catch (error) {
      return { kind: "later", why: describeError(error) };
    }
  };
  return {
    name: "press-kit",
    isRepeatable: true,
    publish: write,
    revise: (_slug, item) => write(item),
    async remove(slug) {
      try {
        await rm(join(folder, slug), { recursive: true, force: true });
        return { kind: "published", externalId: slug, url: null };
      } catch (error) {
        return { kind: "later", why: describeError(error) };
      }
    },
  };
}
