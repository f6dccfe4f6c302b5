/**
 * Numbers below a thousand in words, as people say them: "mười hai", "năm mươi lăm", "hai trăm rưỡi" is told by its
 * unit. For folded text: "nam" is five and a year, so that "mỗi năm mười hai" is twelve a year and not fifty-two.
 */
const digits: Readonly<Record<string, number>> = {
  ...{ mot: 1, hai: 2, ba: 3, bon: 4, tu: 4, nam: 5, lam: 5, nham: 5, sau: 6, bay: 7, tam: 8, chin: 9 },
};
const digit = Object.keys(digits).join("|");
const yearly = "(?<!\\b(?:moi|hang|mot|1|ca|trong|dau|cuoi) )";
/** What stands before ten: "tư mươi" is not said, "từ mười" is. */
const before = `(?:mot|hai|ba|bon|${yearly}nam|sau|bay|tam|chin)`;
const tens = `(?:${before} )?(?:muoi|chuc)(?: (?:${digit}))?`;
const below = `(?:${tens}|(?:${digit}))`;

/** An expression for such a number in folded text. */
export const spokenNumber = `(?:(?:${before} )?tram(?: (?:(?:linh|le) )?${below})?|${below}|nua)`;

/** What words that match it mean: "nua" is 0.5. Undefined for anything else. */
export function readSpoken(words: string): number | undefined {
  if (words === "nua") return 0.5;
  let total = 0;
  let last: number | undefined;
  for (const word of words.split(" ")) {
    if (word === "linh" || word === "le") continue;
    if (word === "tram") total += (last ?? 1) * 100;
    else if (word === "muoi" || word === "chuc") total += (last ?? 1) * 10;
    else if (last !== undefined || digits[word] === undefined) return undefined;
    last = digits[word];
  }
  return total + (last ?? 0);
}
