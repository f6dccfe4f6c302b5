import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sha256 } from "../kit/id.ts";
import { escapeHtml } from "./feed-html.ts";

/** A file of the chat page, compressed once when the server starts. */
export type Asset = {
  readonly mediaType: string;
  readonly tag: string;
  readonly bytes: Readonly<Record<"identity" | "gzip" | "br", Buffer>>;
};

/** All files of one folder under one version, so that a page never mixes two versions of its scripts. */
export type Assets = {
  /** The path a browser asks for; it changes whenever any file does and may be kept forever. */
  url(name: string): string;
  find(version: string, name: string): Asset | undefined;
  /** A file by name, with `{{assets}}` in it replaced by the folder's path too. Throws when there is none. */
  filled(name: string): Asset;
};

const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/**
 * Reads every file of `folder` a browser may ask for into memory. `{{organization}}` becomes the federation's name,
 * written as the kind of file wants it: the marks stand in HTML text, and between double quotes in the others.
 */
export function loadAssets(folder: string, organization: string): Assets {
  const names = readdirSync(folder).filter((name) => extname(name) in mediaTypes);
  const contents = new Map(
    names.map((name) => [name, withName(name, readFileSync(join(folder, name)), organization)]),
  );
  const version = sha256([...contents].map(([name, bytes]) => `${name} ${sha256(bytes)}`).join("\n")).slice(
    0,
    12,
  );
  const root = `/chat/assets/${version}`;
  const files = new Map([...contents].map(([name, bytes]) => [name, toAsset(name, bytes)]));
  return {
    url: (name) => `${root}/${name}`,
    find: (asked, name) => (asked === version ? files.get(name) : undefined),
    filled(name) {
      const text = contents.get(name)?.toString("utf8");
      if (text === undefined) throw new Error(`web page file ${name} is not in ${folder}`);
      return toAsset(name, Buffer.from(text.replaceAll("{{assets}}", root)));
    },
  };
}

function withName(file: string, bytes: Buffer, organization: string): Buffer {
  const name =
    extname(file) === ".html" ? escapeHtml(organization) : JSON.stringify(organization).slice(1, -1);
  return Buffer.from(bytes.toString("utf8").replaceAll("{{organization}}", () => name));
}

/** Sends a file in the form the browser takes, or 304 when it already has it. */
export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  reply.header("etag", asset.tag).header("vary", "accept-encoding").type(asset.mediaType);
  if (request.headers["if-none-match"] === asset.tag) return reply.code(304).send();
  const accepted = String(request.headers["accept-encoding"] ?? "");
  const form = accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : "identity";
  if (form !== "identity") reply.header("content-encoding", form);
  return reply.send(asset.bytes[form]);
}

/**
 * Scripts and sheets without their comments and indents: a third of what a phone on a weak link would load.
 * Only comments that fill whole lines go, and type remarks (`/** @…`), which no text or pattern looks like.
 */
function slim(name: string, bytes: Buffer): Buffer {
  if (!/\.(js|css)$/.test(name)) return bytes;
  const text = bytes.toString("utf8");
  const lean = text
    .replace(/^[ \t]*\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\n/gm, "")
    .replace(/^[ \t]*\/\/.*\n/gm, "")
    .replace(/\/\*\* @[^*\n]*\*\/ ?/g, "")
    .replace(/^[ \t]+/gm, "")
    .replace(/\n{2,}/g, "\n");
  return Buffer.from(
    name.endsWith(".css") ? lean.replace(/\s*([{};,])\s*/g, "$1").replace(/;}/g, "}") : lean,
  );
}

function toAsset(name: string, original: Buffer): Asset {
  const bytes = slim(name, original);
  const forms = {
    identity: bytes,
    gzip: gzipSync(bytes, { level: 9 }),
    // Small files need no window of megabytes, which the process would keep.
    br: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 18 } }),
  };
  const mediaType = mediaTypes[extname(name)] ?? "application/octet-stream";
  return { mediaType, tag: `"${sha256(bytes).slice(0, 20)}"`, bytes: forms };
}
