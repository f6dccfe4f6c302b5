/** A sentence ends at its mark when a capital, a digit, a dash or a line follows: "TM." and "Đ.5" do not end one. */
const sentenceEnd = /(?<=[.!?…])\s+(?=[\p{Lu}\d“(–-])/u;

/** The sentences of a text, line ends also end one. Verbatim apart from the white space between them. */
export function sentencesOf(text: string): string[] {
  return text
    .split("\n")
    .flatMap((line) => line.split(sentenceEnd))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\d]/u.test(sentence));
}
