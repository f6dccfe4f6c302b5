import { Refused } from "./telegram-server-refused.ts";

type FormFile = { readonly name: string; readonly bytes: Uint8Array };
export type Form = { readonly fields: Record<string, unknown>; readonly files: Map<string, FormFile> };

const noFiles = new Map<string, FormFile>();

/** Reads a call's parameters as the Bot API does: JSON, urlencoded or multipart body, or the query. */
export function readForm(contentType: string, body: Buffer, query: string): Form {
  const type = contentType.toLowerCase();
  if (type.includes("multipart/form-data")) return readMultipart(contentType, body);
  if (type.includes("application/json")) return { fields: readJson(body), files: noFiles };
  const text = type.includes("x-www-form-urlencoded") ? body.toString() : query;
  return { fields: Object.fromEntries(new URLSearchParams(text)), files: noFiles };
}

function readJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    // A fatal decoder, for the platform refuses what is not UTF-8 instead of guessing.
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (typeof parsed === "object" && parsed !== null) return { ...parsed };
  } catch {
    // Falls through to the refusal.
  }
  throw new Refused(400, "Bad Request: can't parse JSON object");
}

function readMultipart(contentType: string, body: Buffer): Form {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw new Refused(400, "Bad Request: boundary not found");
  const form: Form = { fields: {}, files: new Map() };
  const mark = Buffer.from(`--${boundary}`);
  let from = body.indexOf(mark);
  while (from >= 0) {
    const start = from + mark.length + 2;
    const next = body.indexOf(mark, start);
    if (next < 0) break;
    readPart(body.subarray(start, next - 2), form);
    from = next;
  }
  return form;
}

function readPart(part: Buffer, form: Form): void {
  const end = part.indexOf("\r\n\r\n");
  if (end < 0) throw new Refused(400, "Bad Request: can't parse form data headers");
  const disposition =
    /content-disposition:\s*form-data;(.*)/i.exec(part.subarray(0, end).toString())?.[1] ?? "";
  const facts = new Map(disposition.split(";").map(readFact));
  const name = facts.get("name");
  if (!name) throw new Refused(400, "Bad Request: field name in multipart/form-data not found");
  const value = part.subarray(end + 4);
  const fileName = facts.get("filename");
  if (fileName !== undefined) form.files.set(name, { name: fileName, bytes: Uint8Array.from(value) });
  else form.fields[name] = value.toString();
}

function readFact(text: string): [string, string] {
  const equals = text.indexOf("=");
  return [
    text.slice(0, equals).trim(),
    text
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, "$1"),
  ];
}
