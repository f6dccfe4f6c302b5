import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { drawClauses } from "../../src/campaigns/clause-series.ts";
import { type Plan, readCampaign } from "../../src/campaigns/file.ts";
import { nextSlot } from "../../src/campaigns/schedule.ts";
import { sayWhen } from "../../src/campaigns/texts.ts";
import { plainText } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { isAccepted, parse } from "../../src/knowledge/parse.ts";
import { local, now, setting } from "./sample.ts";

const shipped = readdirSync("knowledge").map((name) => parse(readFileSync(`knowledge/${name}`, "utf8")));
const library = createLibrary(
  shipped.filter(isAccepted).map((parsed) => parsed.document),
  shipped.flatMap((parsed) => parsed.clauses),
);
const files = readdirSync("deploy/campaigns").filter((name) => name.endsWith(".md"));

function planOf(name: string): Plan {
  const reading = readCampaign(readFileSync(`deploy/campaigns/${name}`, "utf8"), { ...setting, library });
  if (reading.kind === "plan") return reading.plan;
  throw new Error(reading.faults.map((fault) => `${name}:${fault.line} ${fault.what}`).join("\n"));
}

describe("the ready-made campaigns", () => {
  test.each(files)("%s can be added as it is, with its sources published", (name) => {
    expect(nextSlot(planOf(name).schedule, now)).not.toBeNull();
  });

  test("come on the days of the union's year", () => {
    expect(Object.fromEntries(files.map((name) => [name, sayWhen(planOf(name).schedule)]))).toEqual({
      "lunar-new-year.md": "hằng năm lúc 08:30 ngày 1/1 âm lịch",
      "science-day.md": "hằng năm lúc 08:00 ngày 18/5",
      "union-founding-day.md": "hằng năm lúc 08:00 ngày 28/7",
      "weekly-clause.md": "08:00 thứ Hai hằng tuần, trừ ngày nghỉ lễ",
      "workers-month.md": "hằng năm lúc 08:00 ngày 1/5",
    });
  });

  test.each(files)("%s fits on a phone screen or two in every week of the year", (name) => {
    const { content } = planOf(name);
    for (let week = 0; week < 53; week++) {
      const drawn = drawClauses(library, content, addMs(local("2027-01-04 08:00"), week * 7 * 86_400_000));
      const text = drawn ? plainText(drawn) : "";
      expect(text.length).toBeGreaterThan(100);
      expect(text.length).toBeLessThan(1200);
      expect(text).not.toContain("{{");
    }
  });
});

describe("docs/campaigns.md", () => {
  const guide = readFileSync("docs/campaigns.md", "utf8");

  test("shows a file that can be used as it stands", () => {
    const example = /```markdown\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
    expect(readCampaign(example, { ...setting, library }).kind).toBe("plan");
  });

  test("explains exactly the settings there are", () => {
    const explained = [...guide.matchAll(/^\| `([a-z]+)` \| (?:yes|no|one of the three) \|/gm)].map(
      ([, name]) => name,
    );
    const reading = readCampaign("---\nx: 1\n---\nx", setting);
    const faults = reading.kind === "faulty" ? reading.faults.map(({ what }) => what).join() : "";
    const known = /`x` is not known: use ([a-z, ]+)/.exec(faults)?.[1]?.split(/,\s*/) ?? [];
    expect(known.length).toBeGreaterThan(10);
    expect(explained.toSorted()).toEqual(known.toSorted());
  });

  test("names every ready-made file", () => {
    for (const name of files) expect(guide).toContain(`| \`${name}\` |`);
  });
});
