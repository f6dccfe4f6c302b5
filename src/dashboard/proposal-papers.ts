import { z } from "zod";
import { findProposal } from "../proposals/life/find.ts";
import type { Proposal } from "../proposals/record-types.ts";
import { smallPicture } from "../proposals/thumbnails.ts";
import type { PaperRow } from "./proposal-shapes.ts";
import { isInScope } from "./proposal-view.ts";
import { nothing } from "./read-given.ts";
import { rightsOf } from "./rights.ts";
import { type Call, type FileAnswer, file, look, type Route } from "./routes.ts";
import { texts } from "./texts.ts";

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const paper = z.object({ person: z.string().max(100).optional(), confidential: z.literal("1").optional() });

/** Papers and files of proposals: Word forms, the register, what authors attached. */
export const proposalPaperRoutes: readonly Route[] = [
  look({ path: "/proposals/:number/papers", right: "proposals.see", query: nothing, show: listPapers }),
  file({ path: "/proposals/:number/papers/:kind", right: "proposals.see", query: paper, show: onePaper }),
  file({
    path: "/register",
    right: "proposals.move",
    query: nothing,
    async show({ parts, now }) {
      const { exportRegister } = await import("../proposals/papers-register.ts");
      const given = { dataDir: parts.dataDir, withConfidential: false, now };
      const bytes = await exportRegister(parts.db.read, given);
      return { name: `${texts.registerName}.xlsx`, mediaType: xlsx, bytes };
    },
  }),
  file({ path: "/proposals/:number/files/:at", right: "proposals.see", query: nothing, show: wholeFile }),
  file({
    path: "/proposals/:number/files/:at/small",
    right: "proposals.see",
    query: nothing,
    async show(call) {
      const hash = blobOf(await inScope(call), call.params.at)?.hash;
      const picture = hash && (await smallPicture(call.parts.blobs, hash));
      return picture ? { name: picture.mediaType.replace("image/", "anh-nho."), ...picture } : undefined;
    },
  }),
];

async function inScope({ parts: { db }, caller, params }: Call<unknown>): Promise<Proposal | undefined> {
  const found = await findProposal(db.read, params.number ?? "");
  return found && (await isInScope(db.read, caller.officer, found)) ? found : undefined;
}

async function listPapers(call: Call<unknown>): Promise<{ rows: PaperRow[] } | undefined> {
  const found = await inScope(call);
  if (!found) return undefined;
  const { readyPapers } = await import("../proposals/papers.ts");
  const { layouts } = await import("../papers/kinds.ts");
  const ready = await readyPapers(call.parts.db.read, found.number);
  return { rows: ready.map(({ kind, people }) => ({ kind, title: layouts[kind]().title, people })) };
}

/** What an author marked as confidential is written out only for who moves proposals and asks for it. */
async function onePaper(call: Call<z.output<typeof paper>>): Promise<FileAnswer | undefined> {
  const { parts, caller, params, given, now } = call;
  const found = await inScope(call);
  if (!found) return undefined;
  const { paperOf, readyPapers } = await import("../proposals/papers.ts");
  const ready = (await readyPapers(parts.db.read, found.number)).find(({ kind }) => kind === params.kind);
  const person = given.person ?? null;
  if (!ready || (person !== null && !ready.people.includes(person))) return undefined;
  const mayReadAll = rightsOf(caller.officer).has("proposals.move");
  const bytes = await paperOf(
    parts.db.read,
    { number: found.number, kind: ready.kind, person },
    {
      ...{ dataDir: parts.dataDir, publicUrl: parts.publicUrl, place: "", now },
      withConfidential: mayReadAll && given.confidential === "1",
    },
  );
  return { name: `${found.number}-${ready.kind}.docx`, mediaType: docx, bytes };
}

async function wholeFile(call: Call<unknown>): Promise<FileAnswer | undefined> {
  const kept = blobOf(await inScope(call), call.params.at);
  const known = kept && (await call.parts.blobs.describe(kept.hash));
  if (!known) return undefined;
  const bytes = await call.parts.blobs.read(kept.hash);
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(kept.name ?? "")?.[0] ?? "";
  const name = `${call.params.number}-${Number(call.params.at) + 1}${ending}`;
  return { name, mediaType: known.mediaType, bytes };
}

/** A file that lies here, by its place in the record; one that is still with its platform has no hash. */
function blobOf(
  found: Proposal | undefined,
  at: string | undefined,
): { hash: string; name: string | null } | undefined {
  const kept = /^\d{1,3}$/.test(at ?? "") ? found?.record.files[Number(at)] : undefined;
  const hash = kept && /^blob:([0-9a-f]{64})$/.exec(kept.handle)?.[1];
  return hash ? { hash, name: kept.name } : undefined;
}
