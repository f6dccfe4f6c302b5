import type { Queries } from "../../database/database.ts";
import {
  body,
  bold,
  gap,
  head,
  line,
  long,
  pageWidths,
  signatures,
  table,
  title,
} from "../../papers/pieces.ts";
import { sayDay } from "../../papers/words.ts";
import { writeDocx } from "../../papers/write-docx.ts";
import { sayPoints } from "../council/texts.ts";
import { readRecord, textOf } from "../record.ts";
import type { Candidate } from "./candidates.ts";
import { listedOf } from "./list.ts";
import type { HonourRound } from "./round.ts";
import { honourTexts as texts } from "./texts.ts";

export type HonourPaper = { readonly fileName: string; readonly bytes: Uint8Array };

/** Who issues the papers: the federation's name, and the place before the day (dots when ""). */
type Issuer = { readonly organization: string; readonly place: string };

/**
 * The papers of a published round: the list, and a certificate for each initiative on it. Undefined while it is not
 * published: nothing is certified before the decision is signed.
 */
export async function honourPapers(
  queries: Queries,
  round: HonourRound,
  issuer: Issuer,
): Promise<HonourPaper[] | undefined> {
  if (!round.paper) return undefined;
  const listed = await listedOf(queries, round);
  const papers: HonourPaper[] = [await listPaper(round, listed, issuer)];
  for (const candidate of listed) papers.push(await certificatePaper(queries, { round, candidate, issuer }));
  return papers;
}

/** One paper of a published round: `list`, or the certificate of a listed number; undefined when there is none. */
export async function honourPaper(
  queries: Queries,
  round: HonourRound,
  { name, ...issuer }: Issuer & { readonly name: string },
): Promise<HonourPaper | undefined> {
  if (!round.paper) return undefined;
  const listed = await listedOf(queries, round);
  if (name === "list") return listPaper(round, listed, issuer);
  const candidate = listed.find(({ number }) => number === name);
  return candidate && certificatePaper(queries, { round, candidate, issuer });
}

async function listPaper(
  round: HonourRound,
  listed: readonly Candidate[],
  issuer: Issuer,
): Promise<HonourPaper> {
  return { fileName: "danh-sach.docx", bytes: await writeList(round, listed, issuer) };
}

async function certificatePaper(
  queries: Queries,
  { round, candidate, issuer }: { round: HonourRound; candidate: Candidate; issuer: Issuer },
): Promise<HonourPaper> {
  const benefit = await benefitOf(queries, candidate);
  const bytes = await writeCertificate(round, candidate, { ...issuer, benefit });
  return { fileName: `giay-chung-nhan-${candidate.number}.docx`, bytes };
}

/** What an author says it brought; nothing of what is confidential goes onto a wall. */
async function benefitOf(queries: Queries, { proposalId }: Candidate): Promise<string> {
  const { answers } = await queries
    .selectFrom("proposal")
    .select("answers")
    .where("id", "=", proposalId)
    .executeTakeFirstOrThrow();
  const record = readRecord(answers);
  return textOf(record.answers, "confidential") === "" ? textOf(record.answers, "benefit") : "";
}

function headOf({ paper }: HonourRound, { organization, place }: Issuer, width?: number) {
  return head({
    issuer: organization.toLocaleUpperCase("vi"),
    number: texts.paperNumber(paper?.number ?? ""),
    placeAndDay: texts.placeAndDay(place, paper ? sayDay(paper.signedOn) : ""),
    ...(width === undefined ? {} : { width }),
  });
}

function signer({ paper }: HonourRound) {
  return { capacity: texts.capacity, hint: texts.hint, name: paper?.signer ?? "" };
}

function writeList(round: HonourRound, listed: readonly Candidate[], issuer: Issuer): Promise<Uint8Array> {
  const width = pageWidths.landscape;
  return writeDocx({
    title: texts.listAbout(round.title, round.year),
    isLandscape: true,
    blocks: [
      headOf(round, issuer, width),
      ...title(texts.listTitle, [texts.listAbout(round.title, round.year)], width),
      table({
        width,
        columns: [
          { title: texts.place, share: 6, side: "center" },
          { title: texts.number, share: 13, side: "center" },
          { title: texts.name, share: 32 },
          { title: texts.authors, share: 23 },
          { title: texts.unit, share: 18 },
          { title: texts.points, share: 8, side: "right" },
        ],
        rows: listed.map(({ place, number, start, authors, unit, tally }) => [
          ...[String(place ?? ""), number, start, authors.map(({ name }) => name).join(", "), unit],
          sayPoints(tally.mean ?? 0),
        ]),
      }),
      gap(),
      line(texts.total(listed.length)),
      ...signatures([null, signer(round)], width),
    ],
  });
}

function writeCertificate(
  round: HonourRound,
  { number, start, authors }: Candidate,
  { benefit, ...issuer }: Issuer & { benefit: string },
): Promise<Uint8Array> {
  const width = pageWidths.landscape;
  const center = { side: "center", space: [0, 6] } as const;
  const names = authors.map(({ name }) => name).join(", ");
  const { paper } = round;
  return writeDocx({
    title: texts.certificate,
    isLandscape: true,
    isFramed: true,
    blocks: [
      headOf(round, issuer, width),
      line(texts.certificate, { side: "center", size: "name", isBold: true, space: [20, 8] }),
      line([bold(texts.certifies(issuer.organization))], center),
      line(names, { ...center, size: "title", isBold: true }),
      line(texts.authorOf, center),
      line(`“${start}”`, { ...center, size: "title", isBold: true }),
      line(texts.inRound(round.title, round.year, round.occasion), { ...center, space: [0, 12] }),
      ...(benefit === "" ? [] : long("Lợi ích", benefit)),
      body(`${paper ? texts.byPaper(paper.number, sayDay(paper.signedOn)) : ""} ${texts.by(number)}.`),
      ...signatures([null, signer(round)], width),
    ],
  });
}
