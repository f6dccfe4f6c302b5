import { describe, expect, test } from "vitest";
import { outcomeOfError, outcomeOfTemplateError } from "../../src/channels/zalo-oa-errors.ts";
import { ZaloRefusal } from "../../src/channels/zalo-wire.ts";
import { refusalWords, sayWhyNotSent } from "../../src/delivery/texts.ts";
import { instant } from "../../src/kit/time.ts";

const now = instant("2026-11-22T08:00:00Z");

/** What each error of a consultation message means for the message: the whole published table. */
const consultation: Readonly<Record<string, readonly number[]>> = {
  "later, channel pauses": [-32],
  later: [-214, -234],
  unknown: [-200, -9999],
  badContent: [-100, -201, -233, -237, -238, -240, -241, -248, -249, -403, -1340, -1341],
  "channel stops": [-204, -205, -209, -212, -216, -219, -220, -221, -223, -224, -235, -242, -320, -321],
  tooLong: [-210],
  outOfQuota: [-211, -218],
  windowClosed: [-213, -230, -232],
  blocked: [-217, -227, -244],
};

/** The numbers of the template service, which come beside those above. */
const template: Readonly<Record<string, readonly number[]>> = {
  later: [-133],
  badContent: [
    ...[-117, -120, -1201, -1202, -121, -122, -123, -127, -131, -132, -135, -1351, -138, -1381, -142, -143],
    ...[-145, -146, -148, -149, -1491, -150, -151, -152, -153, -159, -161, -162, -1122],
  ],
  "channel stops": [-124, -1241, -125],
  tooLong: [-130, -158, -1121],
  outOfQuota: [-115, -126, -136, -137, -144, -1441, -147, -1471, -1472, -160],
  neverStarted: [-108, -118],
  blocked: [-119, -139, -140, -141],
};

const rows = (table: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(table).flatMap(([meaning, codes]) => codes.map((code) => [code, meaning] as const));

function nameOf(outcome: ReturnType<typeof outcomeOfError>): string {
  if (outcome.kind === "later") return outcome.pausesChannel ? "later, channel pauses" : "later";
  if (outcome.kind !== "refused") return outcome.kind;
  return outcome.stopsChannel ? "channel stops" : outcome.why;
}

describe("the errors of Zalo OA", () => {
  test.each(rows(consultation))("%i for a message means: %s", (code, meaning) => {
    const outcome = outcomeOfError(new ZaloRefusal(code, "words of Zalo"), now);
    expect(nameOf(outcome)).toBe(meaning);
    if (outcome.kind === "refused") expect(outcome.code).toBe(String(code));
  });

  test.each([...rows(template), ...rows(consultation)])("%i for a template means: %s", (code, meaning) => {
    expect(nameOf(outcomeOfTemplateError(new ZaloRefusal(code, "words of Zalo"), now))).toBe(meaning);
  });

  const codes = [...rows(consultation), ...rows(template)]
    .map(([code]) => code)
    .filter((code) => code !== -9999);
  test.each(codes)("%i has words an officer understands", (code) => {
    const words = sayWhyNotSent({ channel: "zalo-oa", why: "badContent", code: String(code) });
    expect(words).toMatch(/^\p{Lu}.*\.( \p{Lu}.*\.)?$/u);
    expect(words).toBe(words.normalize("NFC"));
    expect(words).toMatch(/[àáảãạăắằặâấầậđèéẻẽẹêếềểễệìíỉịòóỏõọôốồổỗộơớờởợùúủụưứừửữựýỳỵ]/i);
    expect(words).not.toContain(String(code));
    expect(words).not.toContain(refusalWords.badContent);
  });

  test("a reason has words and advice on any platform; one nobody knows is shown as it is", () => {
    for (const [why, words] of Object.entries(refusalWords)) {
      const said = sayWhyNotSent({ channel: "telegram", why, code: "-230" });
      expect(said.toLowerCase()).toContain(words.toLowerCase());
    }
    expect(sayWhyNotSent({ channel: "telegram", why: "blocked" })).toContain("liên hệ bằng cách khác");
    expect(sayWhyNotSent({ channel: "zalo-oa", why: "timeout", code: "-7" })).toBe("Timeout.");
  });
});
