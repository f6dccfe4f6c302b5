import { expect, test } from "vitest";
import { runDrill } from "../../bench/crash-drill.ts";

test("power cuts lose nothing that was acknowledged, and nobody gets a campaign twice", async () => {
  const size = { updates: 40, recipients: 120, kills: 2, rate: 90 };
  const verdict = await runDrill({ ...size, mode: "polling", seed: 20261123, isPowerCut: true });
  expect(verdict.faults).toEqual([]);
  expect(verdict).toMatchObject({ updates: 40, answered: 40, planned: 120 });
}, 120_000);
