import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MimeType, type Tag, type TemplateData, TemplateHandler } from "easy-template-x";
import { Failure } from "../kit/failure.ts";
import { listFields, type PaperFields, pictureField, shown, textFields } from "./fields.ts";
import { layouts, type PaperKind } from "./kinds.ts";
import { plainOf } from "./plain.ts";
import { writeDocx } from "./write-docx.ts";

const handler = new TemplateHandler();
/** Shipped templates never change while the program runs. */
const shipped = new Map<PaperKind, Promise<Uint8Array>>();

/** The template that comes with the program, as an operator may change it in Word. */
export function shippedTemplate(kind: PaperKind): Promise<Uint8Array> {
  const known = shipped.get(kind);
  if (known) return known;
  const made = writeDocx(layouts[kind]());
  shipped.set(kind, made);
  return made;
}

/**
 * One official paper as DOCX. A file `<kind>.docx` in `templateFolder` replaces the template that comes with the
 * program; throws `Failure("invalid")` naming what is wrong with it. Whatever stands in a field is only text.
 */
export async function makePaper(
  kind: PaperKind,
  fields: PaperFields,
  templateFolder: string,
): Promise<Uint8Array> {
  const path = join(templateFolder, `${kind}.docx`);
  const own = await readIfThere(path);
  if (own) await checkTemplate(own, path);
  return fill(own ?? (await shippedTemplate(kind)), fields, path);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Failure("unavailable", `${path} cannot be read (${String(code)}).`, { cause: error });
  }
}

async function fill(template: Uint8Array, fields: PaperFields, path: string): Promise<Uint8Array> {
  try {
    return await handler.process(Buffer.from(template), dataOf(fields));
  } catch (error) {
    throw broken(path, error);
  }
}

/** Refuses a template that is no Word file, that is torn, or that names a field there is not. */
export async function checkTemplate(template: Uint8Array, path: string): Promise<void> {
  const { tags, text } = await readTemplate(template, path);
  const open: string[] = [];
  for (const { name, disposition } of tags) {
    if (disposition === "Close") {
      if (open.pop() !== name) throw broken(path, new Error(`{/${name}} closes nothing.`));
    } else if (disposition === "Open") {
      if (!Object.hasOwn(listFields, name)) throw unknownField(path, `#${name}`, open);
      open.push(name);
    } else if (!isField(name, open)) throw unknownField(path, name, open);
  }
  const torn = text.replace(/\{[^{}]*\}/g, "").match(/[{}].{0,20}/)?.[0];
  if (torn) throw broken(path, new Error(`the brace before “${torn.slice(1)}” has no partner.`));
}

async function readTemplate(template: Uint8Array, path: string): Promise<{ tags: Tag[]; text: string }> {
  const bytes = Buffer.from(template);
  try {
    return { tags: await handler.parseTags(bytes), text: await handler.getText(bytes) };
  } catch (error) {
    throw broken(path, error);
  }
}

function isField(name: string, open: readonly string[]): boolean {
  return name === pictureField || Object.hasOwn(textFields, name) || rowFields(open).includes(name);
}

function rowFields(open: readonly string[]): string[] {
  return open.flatMap((list) => Object.keys(listFields[list as keyof typeof listFields]));
}

function unknownField(path: string, name: string, open: readonly string[]): Failure {
  const lists = Object.entries(listFields).map(([list, row]) => `${list} (${Object.keys(row).join(", ")})`);
  const known =
    open.length > 0
      ? `inside {#${open.at(-1)}}: ${rowFields(open).join(", ")}; and everywhere: `
      : "the known fields are: ";
  const all = [...Object.keys(textFields), pictureField].join(", ");
  return new Failure(
    "invalid",
    `${path} holds {${name}}, which is no field. Correct or remove it; ${known}${all}; lists: ${lists.join("; ")}.`,
  );
}

function broken(path: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message.split("\n")[0] : "unreadable";
  return new Failure(
    "invalid",
    `${path} cannot be filled: ${why} Save it in Word as .docx again, or start from a new one: npx caunoi papers template.`,
    { cause },
  );
}

/** Not known text becomes dots; an empty list two rows to write in. */
function dataOf(fields: PaperFields): TemplateData {
  const data: TemplateData = {
    [pictureField]: {
      _type: "image",
      source: Buffer.from(fields.qr),
      format: MimeType.Png,
      width: 110,
      height: 110,
      altText: "Mã QR",
    },
  };
  for (const name of Object.keys(textFields) as (keyof typeof textFields)[])
    data[name] = shown(name, plainOf(fields[name]).trim());
  for (const list of Object.keys(listFields) as (keyof typeof listFields)[])
    data[list] = rowsOf(list, fields[list]);
  return data;
}

function rowsOf(list: keyof typeof listFields, rows: readonly Readonly<Record<string, string>>[]) {
  const names = Object.keys(listFields[list]);
  const rowOf = (row: Readonly<Record<string, string>>) =>
    Object.fromEntries(names.map((name) => [name, plainOf(row[name] ?? "")]));
  // Two lines high, so that a hand can write in it.
  const empty = rowOf({ [names[0] ?? ""]: "\n" });
  return rows.length > 0 ? rows.map(rowOf) : [empty, empty];
}
