import { expect, test } from "vitest";
import { runDrill } from "../../bench/crash-drill.ts";

test("power cuts lose nothing that was acknowledged, and nobody gets a campaign twice", async () => {
  const size = { updates: 60, recipients: 150, kills: 4, rate: 90 };
  const verdict = await runDrill({ ...size, mode: "polling", seed: 20261123, isPowerCut: true });
  expect(verdict.faults).toEqual([]);
  expect(verdict).toMatchObject({ updates: 60, answered: 60, planned: 150 });
}, 60_000);
