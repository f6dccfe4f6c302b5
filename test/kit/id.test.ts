import { describe, expect, test } from "vitest";
import { newId, sameSecret, sha256 } from "../../src/kit/id.ts";

describe("ids and secrets", () => {
  test("ids are UUIDs of version 7, all different, over many draws of randomness", () => {
    const ids = Array.from({ length: 5000 }, () => newId<"member">());
    expect(new Set(ids).size).toBe(5000);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  test("an id made later sorts later, and holds the moment it was made", async () => {
    const before = Date.now();
    const first = newId();
    await new Promise((resolve) => setTimeout(resolve, 3));
    const second = newId();
    expect(second > first).toBe(true);
    const madeAt = Number.parseInt(first.replaceAll("-", "").slice(0, 12), 16);
    expect(madeAt).toBeGreaterThanOrEqual(before);
    expect(madeAt).toBeLessThanOrEqual(Date.now());
  });

  test("SHA-256 of texts and bytes is the known one", () => {
    const ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(sha256("abc")).toBe(ofAbc);
    expect(sha256(new Uint8Array([97, 98, 99]))).toBe(ofAbc);
  });

  test.each([
    ["the same", "s3cret", "s3cret", true],
    ["another letter", "s3cret", "s3creT", false],
    ["a shorter one", "s3c", "s3cret", false],
    ["nothing", "", "s3cret", false],
    ["accents", "bí mật", "bi mat", false],
  ])("secrets are compared whole: %s", (_name, given, expected, same) => {
    expect(sameSecret(given, expected)).toBe(same);
  });
});
