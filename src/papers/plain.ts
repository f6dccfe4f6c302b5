// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 does not allow.
const notInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/**
 * A text that Word and Excel can hold: characters XML does not know are gone, half characters are replaced, line ends
 * are `\n`, a tab is a space.
 */
export function plainOf(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(notInXml, "")
    .normalize("NFC");
}
