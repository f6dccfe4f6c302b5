import { describe, expect, test } from "vitest";
import type { SendOutcome } from "../../src/channels/channel.ts";
import { settle } from "../../src/delivery/sending/outcome.ts";
import { addMs } from "../../src/kit/time.ts";
import { noon } from "../support/delivery-stage.ts";

const to = { channel: "telegram" } as const;
const reply = { isBulk: false, attempts: 1, to };
const bulk = { isBulk: true, attempts: 1, to };
const soon = addMs(noon, 30_000);
const calm = { isUnreachable: false, pauseChannelUntil: null, stopsChannel: false };

const sent: SendOutcome = { kind: "sent", externalId: "m1" };
const unknown: SendOutcome = { kind: "unknown", why: "timeout" };
const later = (pausesChannel: boolean): SendOutcome => ({
  kind: "later",
  at: soon,
  why: "flood",
  pausesChannel,
});

describe("a send outcome in the ledger's terms", () => {
  test("what was sent keeps the platform's id", () => {
    expect(settle(sent, reply, noon)).toEqual({ row: { status: "sent", externalId: "m1" }, ...calm });
  });

  test("a wait for one person puts off that row alone", () => {
    expect(settle(later(false), bulk, noon)).toMatchObject({
      row: { status: "pending", notBefore: soon, why: "flood" },
      ...calm,
    });
  });

  test("a wait for the whole channel pauses it until the named moment", () => {
    expect(settle(later(true), reply, noon)).toMatchObject({
      row: { status: "pending", notBefore: soon },
      pauseChannelUntil: soon,
    });
  });

  test.each(["blocked", "neverStarted"] as const)("%s says the person cannot be reached", (why) => {
    const settlement = settle({ kind: "refused", why }, reply, noon);
    expect(settlement).toEqual({ row: { status: "refused", why, code: null }, ...calm, isUnreachable: true });
  });

  test.each(["windowClosed", "outOfQuota", "tooLong", "badContent", "channelOff"] as const)(
    "%s refuses the row and says nothing about the person",
    (why) => {
      const settlement = settle({ kind: "refused", why }, bulk, noon);
      expect(settlement).toEqual({ row: { status: "refused", why, code: null }, ...calm });
    },
  );

  test.each(["windowClosed", "outOfQuota"] as const)(
    "%s holds the row where the person opens the window again by writing",
    (why) => {
      const onZalo = { ...bulk, to: { channel: "zalo-oa" } as const };
      expect(settle({ kind: "refused", why }, onZalo, noon)).toEqual({
        row: { status: "held", why, code: null },
        ...calm,
      });
    },
  );

  test("a broken channel stops, and its row waits for the operator instead of being refused", () => {
    const off = { kind: "refused", why: "channelOff", stopsChannel: true } as const;
    const settlement = settle({ ...off, detail: "-224 the package is too low" }, bulk, noon);
    expect(settlement).toMatchObject({
      stopWhy: "-224 the package is too low",
      row: { status: "pending", why: "channelOff" },
      stopsChannel: true,
      isUnreachable: false,
    });
  });

  test.each([
    ["a reply in doubt is tried once more", reply, "pending"],
    ["a reply in doubt for the second time is uncertain", { ...reply, attempts: 2 }, "uncertain"],
    ["a bulk row in doubt is uncertain at once", bulk, "uncertain"],
  ])("%s", (_name, row, status) => {
    expect(settle(unknown, row, noon)).toMatchObject({ row: { status, why: "timeout" }, ...calm });
  });

  test.each([
    ["a wait", later(true), false],
    ["a broken channel", { kind: "refused", why: "channelOff", stopsChannel: true } as const, false],
    ["doubt", unknown, true],
  ])("%s leaves the row pending, and only doubt uses up one of its tries", (_name, outcome, isTry) => {
    const { row } = settle(outcome, reply, noon);
    expect(row).toMatchObject({ status: "pending", isTry });
  });
});
