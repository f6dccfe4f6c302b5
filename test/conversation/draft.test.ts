import { describe, expect, test } from "vitest";
import { createDraftShower } from "../../src/conversation/draft.ts";

function createLine() {
  const shown: string[] = [];
  let letGo = () => {};
  const send = async (text: string) => {
    shown.push(text);
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
  };
  return { shown, send, letGo: () => letGo() };
}

describe("a draft", () => {
  test("that is overtaken while another is on its way is never shown", async () => {
    const line = createLine();
    const draft = createDraftShower(line.send);
    for (const text of ["một", "một hai", "một hai ba"]) draft.show(text);
    line.letGo();
    await Promise.resolve();
    await Promise.resolve();
    expect(line.shown).toEqual(["một", "một hai ba"]);
    line.letGo();
  });

  test("is on its way no more once it is settled, and none follows", async () => {
    const line = createLine();
    const draft = createDraftShower(line.send);
    draft.show("một");
    draft.show("hai");
    const settled = draft.settle();
    draft.show("ba");
    line.letGo();
    await settled;
    expect(line.shown).toEqual(["một"]);
  });

  test("that the platform never takes holds the message up no longer than a moment", async () => {
    const line = createLine();
    const draft = createDraftShower(line.send);
    draft.show("một");
    await draft.settle();
    expect(line.shown).toEqual(["một"]);
  });
});
