import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readRows } from "../../src/people/rows.ts";

const cells = "<row><c><v>1</v></c></row>";

/** A workbook of one sheet that is a thousand times larger inside, and says in its directory that it is not. */
function lyingWorkbook(bytes: number): Buffer {
  const sheet = Buffer.alloc(bytes, cells);
  const packed = deflateRawSync(sheet, { level: 9 });
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const facts = Buffer.alloc(24);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(sheet), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(1000, 18);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(name.length);
  const local = Buffer.concat([
    Buffer.from("PK\x03\x04"),
    facts.subarray(0, 22),
    length,
    Buffer.alloc(2),
    name,
  ]);
  const directory = Buffer.concat([
    ...[Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), facts.subarray(0, 22), length],
    ...[Buffer.alloc(16), name],
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, directory, end]);
}

describe("a list that is a zip bomb", () => {
  it("is refused while it unpacks, in words for officers", async () => {
    const bomb = lyingWorkbook(90_000_000);
    expect(bomb.length).toBeLessThan(400_000);
    const rows = readRows(bomb);
    await expect(rows.next()).rejects.toThrow(/phình ra quá lớn/);
  });
});
