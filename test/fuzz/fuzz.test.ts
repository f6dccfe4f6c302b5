import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foundBefore } from "./found.ts";
import { createChance, mutate } from "./mutate.ts";
import { crashOn, parsers, seedBytes } from "./parsers.ts";

/** How many inputs are tried here; `npm run fuzz` goes on for as long as one likes. */
const tries: Readonly<Record<string, number>> = { docx: 25, xlsx: 25, pdf: 8, "knowledge-file": 60 };

describe.each(parsers.map((parser) => [parser.name, parser] as const))("the reader of %s", (name, parser) => {
  it("takes what it is made for", async () => {
    for (const seed of seedBytes(parser)) expect(await crashOn(parser, seed)).toBeUndefined();
  });

  it("takes or refuses every input that was ever found", async () => {
    for (const { name: input, bytes } of foundBefore(name))
      expect([input, await crashOn(parser, bytes)]).toEqual([input, undefined]);
  });

  it("takes or refuses any bytes, and any change of what it is made for", async () => {
    const seeds = seedBytes(parser);
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (number) => {
        const chance = createChance(number);
        const bytes = mutate(seeds[chance.below(seeds.length)] ?? new Uint8Array(), chance, seeds);
        expect(await crashOn(parser, bytes)).toBeUndefined();
      }),
      { numRuns: tries[name] ?? 250 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await crashOn(parser, bytes)).toBeUndefined();
      }),
      { numRuns: tries[name] ?? 100 },
    );
  });
});
