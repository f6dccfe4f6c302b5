import { join } from "node:path";
import QRCode from "qrcode";
import type { Queries } from "../database/database.ts";
import { Failure } from "../kit/failure.ts";
import type { Instant } from "../kit/time.ts";
import { makePaper } from "../papers/fill.ts";
import { type PaperKind, paperKinds } from "../papers/kinds.ts";
import { type PaperContext, paperFields } from "./papers-fields.ts";
import { type Dossier, readDossier } from "./papers-source.ts";
import { paperTexts } from "./papers-texts.ts";

/** How papers are made on this installation. */
export type PaperRules = {
  /** `DATA_DIR`; an operator's templates stand in its folder `templates`. */
  readonly dataDir: string;
  /** Where members reach the web chat; a local address is not printed. */
  readonly publicUrl: string;
  /** Where papers are signed; "" leaves dots. */
  readonly place: string;
  readonly withConfidential: boolean;
  readonly now: Instant;
};

/** One paper of a dossier. */
export type DossierPaper = {
  readonly kind: PaperKind;
  /** Whose sheet it is. */
  readonly person: string | null;
  /** `06-score-2.docx` */
  readonly fileName: string;
  readonly bytes: Uint8Array;
};

/**
 * One paper as DOCX. `person` names the reviewer or the member of the council for `review` and `score`; without one
 * these are blank sheets. Throws `Failure("missing")` for an unknown number or person, `Failure("conflict")` when
 * the proposal has not come to what the paper states.
 */
export async function paperOf(
  queries: Queries,
  given: { number: string; kind: PaperKind; person: string | null },
  rules: PaperRules,
): Promise<Uint8Array> {
  const dossier = await readDossier(queries, given.number);
  const why = notYet(dossier, given.kind);
  if (why) throw new Failure("conflict", `${given.number} ${why}`);
  if (given.person !== null && !peopleOf(dossier, given.kind).includes(given.person))
    throw new Failure("missing", nobody(dossier, given.kind, given.person));
  return make(dossier, given, rules);
}

/** Which papers the proposal has come to, each with the people whose sheet it can be. */
export async function readyPapers(
  queries: Queries,
  number: string,
): Promise<{ kind: PaperKind; people: readonly string[] }[]> {
  const dossier = await readDossier(queries, number);
  const kinds = paperKinds.filter((kind) => notYet(dossier, kind) === undefined);
  return kinds.map((kind) => ({ kind, people: peopleOf(dossier, kind) }));
}

/** Every paper the proposal has come to, in the order of the file; each reviewer's and scorer's sheet by itself. */
export async function dossierOf(
  queries: Queries,
  number: string,
  rules: PaperRules,
): Promise<DossierPaper[]> {
  const dossier = await readDossier(queries, number);
  const kinds = paperKinds.filter((kind) => notYet(dossier, kind) === undefined);
  const papers: DossierPaper[] = [];
  for (const [at, kind] of kinds.entries()) {
    const people = peopleOf(dossier, kind);
    const sheets = people.length > 0 ? people : [null];
    for (const [index, person] of sheets.entries()) {
      const which = sheets.length > 1 ? `-${index + 1}` : "";
      const fileName = `${String(at + 1).padStart(2, "0")}-${kind}${which}.docx`;
      papers.push({ kind, person, fileName, bytes: await make(dossier, { kind, person }, rules) });
    }
  }
  return papers;
}

async function make(
  dossier: Dossier,
  { kind, person }: Pick<PaperContext, "kind" | "person">,
  rules: PaperRules,
): Promise<Uint8Array> {
  const address = addressOf(rules.publicUrl);
  const { place, withConfidential, now } = rules;
  const fields = paperFields(dossier, {
    ...{ kind, person, place, withConfidential, now },
    statusAddress: address ?? paperTexts.union,
    qr: await QRCode.toBuffer(address ? `${address}/#${dossier.number}` : dossier.number, { margin: 2 }),
  });
  return makePaper(kind, fields, join(rules.dataDir, "templates"));
}

/** The public address, undefined when it is one only this machine knows. */
function addressOf(publicUrl: string): string | undefined {
  return /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(publicUrl) ? undefined : publicUrl;
}

function peopleOf({ reviews, item }: Dossier, kind: PaperKind): readonly string[] {
  if (kind === "review") return reviews.map(({ reviewer }) => reviewer);
  if (kind !== "score" || !item) return [];
  const excluded = new Set(item.conflicts.map(({ councilMemberId }) => councilMemberId));
  return item.council.members.filter(({ id }) => !excluded.has(id)).map(({ name }) => name);
}

function nobody(dossier: Dossier, kind: PaperKind, person: string): string {
  const people = peopleOf(dossier, kind);
  if (people.length === 0)
    return `The paper ${kind} of ${dossier.number} is of nobody in particular; leave --person out.`;
  return `"${person}" is none of those the paper ${kind} can be of: ${people.join(", ")}.`;
}

/** Why a paper would state what has not happened; undefined when it may be written. */
function notYet({ state, item, decision, rewards }: Dossier, kind: PaperKind): string | undefined {
  switch (kind) {
    case "application":
    case "coauthors":
      return state === "idea" || state === "trial"
        ? "is an idea: an application needs what was applied or tried (Điều 3 Điều lệ Sáng kiến)."
        : undefined;
    case "scores":
    case "minutes":
      return item?.status === "closed" ? undefined : "has no closed scoring of a council yet.";
    case "decision":
    case "list":
      return decision?.kind === "recognize"
        ? undefined
        : "has no decision to recognize it, not even a draft.";
    case "certificate":
      return state === "recognized" ? undefined : "is not recognized by its unit.";
    case "decline":
      return decision?.kind === "decline" ? undefined : "has no decision to decline it, not even a draft.";
    case "rewards":
      return rewards.length > 0 ? undefined : "has no reward recorded.";
    default:
      return undefined;
  }
}
