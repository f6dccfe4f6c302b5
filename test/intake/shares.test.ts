import { describe, expect, test } from "vitest";
import { advance } from "../../src/intake/advance.ts";
import { type State, startState } from "../../src/intake/state.ts";
import { goTo } from "../../src/intake/turn.ts";
import { plainText } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { fullForm } from "../../src/proposals/full-form.ts";

const now = instant("2026-11-23T03:00:00Z");
const { state: atAuthors } = goTo(
  { form: fullForm, state: startState(fullForm), now, lead: [] },
  { kind: "ask", field: "authors" },
);

/** What several messages in a row come to. */
function talk(texts: readonly string[], from: State) {
  let turn = { state: from, outcome: "going", screen: "" };
  for (const text of texts) {
    const { state, outcome, replies } = advance(fullForm, turn.state, { text, files: [], choice: null }, now);
    turn = { state, outcome, screen: replies.map((reply) => plainText(reply)).join("\n") };
  }
  return turn;
}

describe("shares of authors that do not add up", () => {
  test("are asked for until they do, each time with what is wrong", () => {
    const first = talk(["Lò Văn Pá 60%"], atAuthors);
    expect(first.screen).toContain("còn thiếu 40%");
    const second = talk(["Lò Văn Pá 60%, Vàng A Sinh 30%"], first.state);
    expect(second.screen).toContain("còn thiếu 10%");
    const third = talk(["Lò Văn Pá\nVàng A Sinh"], second.state);
    expect(third.screen).toContain("chia đều");
    expect(third.state.annexes).toEqual([]);
    const { answers } = talk(["Lò Văn Pá 60%, Vàng A Sinh 40%"], third.state).state;
    expect(answers.authors).toMatchObject({ people: [{ share: 60 }, { share: 40 }] });
  });

  test("do not lock anybody in: the form can be put away and other fields edited", () => {
    const stuck = talk(["Lò Văn Pá 60%", "Lò Văn Pá 70%"], atAuthors);
    expect(talk(["để sau"], stuck.state).outcome).toBe("paused");
    const { state } = talk(["sửa tên sáng kiến: Ống khói cho lò sấy chè"], stuck.state);
    expect(state.answers.title).toMatchObject({ text: "Ống khói cho lò sấy chè" });
  });
});
