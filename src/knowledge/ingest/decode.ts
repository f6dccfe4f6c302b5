import { isSyllable, words } from "../../kit/vietnamese.ts";
import { texts } from "./texts.ts";

export type Decoded =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refused"; readonly why: string };

/**
 * The text of a plain file: UTF-8, or UTF-16 when its first bytes say so. `declared` is a character set a web page
 * names itself. Anything else is refused with what to do; a wrong guess would turn into wrong quotations.
 */
export function decode(bytes: Uint8Array, declared = "utf-8"): Decoded {
  const label = byteOrder(bytes) ?? declared;
  if (label === "utf-8" && bytes.subarray(0, 4_000).includes(0)) return { kind: "refused", why: texts.utf16 };
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return { kind: "text", text };
  } catch {
    const guess = new TextDecoder("latin1").decode(bytes.subarray(0, 100_000));
    const font = legacyFont(guess);
    return { kind: "refused", why: font ? texts.legacyFont(font) : texts.notUtf8 };
  }
}

function byteOrder(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

/** Letters as TCVN3 fonts (.VnTime) show them: `C«ng ®oµn` is Công đoàn. None is a letter of Vietnamese today. */
const tcvn3 = /[®§«¬µ¶·¸¹»¼½¾¨©ª¢£¤¥¦Æ×ßÌÐÑÎÏÖÞþðñòóôõö÷øùúûüýëêéèçæåäãâ]/u;
const tcvn3Only = /[®«¬µ¶¸»¼½¾¨©ªÆ×ßþ÷]/u;
/** VNI fonts write the mark as a letter after the vowel: `Coâng ñoaøn` is Công đoàn. */
const vni = /[aeouyAEOUY][ùøûõïâêáàåãäéèúüëÙØÛÕÏÂÊÁÀÅÃÄÉÈÚÜË]|ñ|Ñ|[öôÖÔ][ùøûõïÙØÛÕÏ]/;
const leastShare = 0.15;
const fewestWords = 5;

/** The old Vietnamese encoding a text is typed in, when it plainly is one: `TCVN3 (ABC)` or `VNI`. */
export function legacyFont(text: string): string | undefined {
  const tokens = text.slice(0, 100_000).match(/[^\s\d.,;:()/"“”-]{2,}/gu) ?? [];
  if (tokens.length < fewestWords) return undefined;
  const wrong = tokens.filter((token) => !words(token).every(isSyllable) || tcvn3Only.test(token));
  const share = (pattern: RegExp) => wrong.filter((token) => pattern.test(token)).length / tokens.length;
  if (share(tcvn3Only) >= leastShare && share(tcvn3) >= leastShare) return "TCVN3 (ABC)";
  return share(vni) >= leastShare ? "VNI" : undefined;
}
