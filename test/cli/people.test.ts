import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { memberList, sampleUnits, unitList } from "../people/lists.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal;
beforeEach(() => {
  terminal = openTerminal();
});
afterEach(() => terminal.close());

function file(name: string, bytes: Uint8Array): string {
  const path = join(terminal.folder, name);
  writeFileSync(path, bytes);
  return path;
}

test("units and members are taken from files, found, invited and written out again", async () => {
  const units = file("units.csv", unitList(...sampleUnits));
  expect(await terminal.type(["units", "import", units, "--dry-run"])).toMatchObject({
    code: 0,
    out: "Checked only; would be 5 new, 0 changed, 0 unchanged.\n",
  });
  expect((await terminal.type(["units", "list"])).out).toBe("");
  expect((await terminal.type(["units", "import", units])).out).toContain("Taken: 5 new");
  expect((await terminal.type(["units", "list"])).out).toMatch(
    /LDLD-THANUYEN +cấp trên cơ sở +LDLD-TINH +…2025-06-30 → LDLD-TINH/,
  );
  const found = await terminal.type(["units", "find", "ldld huyen than uyen"]);
  expect(found.out).toContain("ended → LDLD-TINH");
  expect((await terminal.type(["units", "find", "mặt trăng"])).code).toBe(1);

  const members = file("members.csv", memberList("DV1;Lò Thị Mai;CDCS-CHE;;;;;0912345678;"));
  const taken = await terminal.type(["members", "import", members]);
  expect(taken.out).toBe(
    "Taken: 1 new, 0 changed, 0 unchanged.\n1 telephone numbers were left out: no agreement in the list.\n",
  );
  expect((await terminal.type(["members", "invite", "dv1"])).out).toMatch(/^LK-[A-Z2-9]{4}-[A-Z2-9]{4}\n$/);
  const out = join(terminal.folder, "out.csv");
  expect((await terminal.type(["members", "export", out])).code).toBe(0);
  expect(readFileSync(out, "utf8")).toContain("DV1,Lò Thị Mai,CDCS-CHE");
  expect((await terminal.type(["members", "import", out])).out).toContain("0 new, 0 changed, 1 unchanged");
});

test("a wrong row is named with file, row and column, and nothing is taken", async () => {
  await terminal.type(["units", "import", file("units.csv", unitList(...sampleUnits))]);
  const path = file("members.csv", memberList("DV1;Lò Thị Mai;CDCS-CHE;;;;;;", "DV2;;NƠI KHÁC;;;;;;"));
  const { code, out, errors } = await terminal.type(["members", "import", path]);
  expect([code, out]).toEqual([1, ""]);
  expect(errors).toContain(`${path}:3: [Họ và tên] còn trống`);
  expect(errors).toContain(`${path}:3: [Đơn vị] không có đơn vị “NƠI KHÁC”`);
  expect(errors).toContain(`nothing was taken from ${path}: 2 faults`);
  expect((await terminal.type(["members", "invite", "DV1"])).errors).toContain(
    "the roster has nobody with this code",
  );
});

test("a file that is not there, and one that exists already, are named", async () => {
  expect((await terminal.type(["units", "import", "/nowhere.csv"])).errors).toContain(
    "/nowhere.csv cannot be read (ENOENT)",
  );
  const path = file("there.csv", new Uint8Array());
  expect((await terminal.type(["members", "export", path])).errors).toContain("cannot be written (EEXIST)");
});

test("a campaign for a unit that is not known is refused with those it may mean", async () => {
  await terminal.type(["units", "import", file("units.csv", unitList(...sampleUnits))]);
  const campaign = (audience: string) =>
    file(
      "campaign.md",
      new TextEncoder().encode(
        `---\ntitle: Thử\naudience: ${audience}\nyearly: 05-18 08:00\n---\nChào bạn.\n`,
      ),
    );
  const wrong = await terminal.type(["campaign", "add", campaign('unit "Nậm Ban"')]);
  expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining("Did you mean CDCS-NAMBAN2?")]);
  const right = await terminal.type(["campaign", "add", campaign("unit CDCS-NAMBAN2 and not state ended")]);
  expect(right.out).toContain("would reach 0 of 0 people");
  expect(right.out).toContain("Left out of 0 the rule names: 0 have not agreed");
});
