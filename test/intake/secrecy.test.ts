import { describe, expect, test } from "vitest";
import { advance } from "../../src/intake/advance.ts";
import type { Form } from "../../src/intake/form.ts";
import { asksSecrecy, mentionsSecrets } from "../../src/intake/secrecy.ts";
import { type State, startState } from "../../src/intake/state.ts";
import { plainText } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { fullForm } from "../../src/proposals/full-form.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";

const now = instant("2026-11-23T03:00:00Z");

function tell(form: Form, texts: readonly string[], from: State = startState(form)) {
  let state = from;
  let said = "";
  for (const text of texts) {
    const turn = advance(form, state, { text, files: [], choice: null }, now);
    state = turn.state;
    said = turn.replies.map((reply) => plainText(reply, true)).join("\n");
  }
  const secret = state.answers.confidential;
  return { state, said, secret: secret?.kind === "text" ? secret.text : undefined };
}

const start = ["Máy sao chè nóng không đều", "Pha thêm 3 phần vôi 2 phần tro vào nước làm mát"];

describe("a part is marked as secret", () => {
  test.each([
    "phần này bí mật",
    "phan nay bi mat nhe",
    "đoạn vừa rồi xin giữ kín giúp em ạ",
    "giữ bí mật giúp em",
    "phần cách làm bí mật",
    "bí mật phần cách làm",
    "mục 2 bí mật",
  ])("in the quick form by “%s”", (words) => {
    const { secret, said, state } = tell(quickForm, [...start, words]);
    expect(secret).toBe("Cách làm");
    expect(said).toContain("“Cách làm” là bí mật");
    expect(said).toContain("Câu 3/4");
    expect(state.answers.benefit).toBeUndefined();
  });

  test("inside an answer, and by naming it before a colon", () => {
    const inside = tell(quickForm, [start[0] ?? "", "Pha 3 vôi 2 tro, công thức này bí mật nhé"]);
    expect(inside.secret).toBe("Cách làm");
    const named = tell(quickForm, [...start, "Phần này bí mật: tỷ lệ vôi và tro"]);
    expect(named.secret).toBe("tỷ lệ vôi và tro");
  });

  test("in the full form wherever it stands, and no is no secret", () => {
    const person = ["Lò Thị Mai, xưởng chè", "Công ty Chè Than Uyên", "Lò Thị Mai"];
    expect(tell(fullForm, [...person, "phần này bí mật"]).secret).toBe("Tác giả và tỷ lệ đóng góp");
    const standing = { ...startState(fullForm), step: { kind: "ask" as const, field: "confidential" } };
    expect(tell(fullForm, ["không có gì"], standing).secret).toBeUndefined();
    expect(tell(fullForm, ["mạch điều khiển"], standing).secret).toBe("mạch điều khiển");
  });

  test("twice is two parts, and it can be taken back", () => {
    const twice = tell(quickForm, [...start, "phần này bí mật", "bớt 2 mẻ hỏng", "phần này bí mật"]);
    expect(twice.secret).toBe("Cách làm; Lợi ích");
    expect(tell(quickForm, ["bỏ bí mật"], twice.state).secret).toBeUndefined();
  });
});

describe("secrets in words", () => {
  test.each([
    "linh kiện này bị mất suốt",
    "cho nay bi mat oc vit",
    "tăng bảo mật cho hệ thống máy tính",
    "máy này kêu to, phải bịt kín",
  ])("“%s” asks for none", (text) => {
    expect(asksSecrecy(text)).toBe(false);
  });

  test.each([
    "tỷ lệ 3:2 (bí mật)",
    "ti le 3:2 phan nay bi mat nhe",
    "đừng cho ai biết công thức này",
    "không công khai phần mạch",
  ])("“%s” asks for it", (text) => {
    expect(asksSecrecy(text)).toBe(true);
    expect(mentionsSecrets(text)).toBe(true);
  });
});
