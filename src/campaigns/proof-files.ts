import { plainText } from "../kit/message.ts";
import { type Instant, localDate, sayTime } from "../kit/time.ts";
import {
  type Block,
  body,
  field,
  gap,
  line,
  nation,
  section,
  signatures,
  table,
  title,
} from "../papers/pieces.ts";
import { type Sheet, type SheetColumn, writeSheets } from "../papers/sheet.ts";
import { sayDay, showNumber } from "../papers/words.ts";
import { writeDocx } from "../papers/write-docx.ts";
import { byTheProgram } from "./campaign.ts";
import type { Proof, proveUnits, RunProof } from "./proof.ts";
import { sayPublication } from "./publish-words.ts";
import { proofFileWords as fileWords, holdReasons, proofWords, sayWhen } from "./texts.ts";

/** What became of rows, in the order of the sheet: how it is called and how many. */
type Counts = Pick<
  RunProof["tally"],
  "sent" | "held" | "refused" | "uncertain" | "canceled" | "pending" | "sending"
>;

function outcomes(counts: Counts): readonly (readonly [string, number])[] {
  return [
    [proofWords.sent, counts.sent],
    [proofWords.held, counts.held],
    [proofWords.refused, counts.refused],
    [proofWords.uncertain, counts.uncertain],
    [proofWords.canceled, counts.canceled],
    [proofWords.waiting, counts.pending + counts.sending],
  ];
}

const noCounts: Counts = { sent: 0, held: 0, refused: 0, uncertain: 0, canceled: 0, pending: 0, sending: 0 };
const countNames = outcomes(noCounts).map(([name]) => name);

/** How the rows of the newest launch stand in each unit; see `proveUnits`. */
type Units = Awaited<ReturnType<typeof proveUnits>>;

/** The proof sheet as Excel: launches, channels, reasons, units and history, a sheet each. Every figure counts rows. */
export function proofXlsx(proof: Proof, now: Instant, units: Units = []): Promise<Uint8Array> {
  const { runs, campaign } = proof;
  const heading = (name: string) => [
    name,
    `${campaign.title} (${campaign.id})`,
    fileWords.asOf(sayTime(now)),
  ];
  const [text, number] = [columnOf("text"), columnOf("number")];
  const sheets: Sheet[] = [
    {
      name: fileWords.runs,
      heading: heading(proofWords.title),
      columns: [
        ...[text(proofWords.run, 30), text(proofWords.status, 24)],
        ...[text(proofWords.approvedBy, 22), text(fileWords.approvedAt, 30), number(proofWords.planned)],
        ...countNames.map((name) => number(name)),
        number(proofWords.unaccounted),
      ],
      rows: runs.map((run) => [
        ...[sayTime(run.slot), statusOf(run), run.approvedBy, sayTime(run.approvedAt), run.planned],
        ...outcomes(run.tally).map(([, count]) => count),
        run.unaccounted,
      ]),
    },
    {
      name: fileWords.channels,
      heading: heading(fileWords.byChannel),
      columns: [
        text(proofWords.run, 30),
        text(fileWords.channel, 20),
        ...countNames.map((name) => number(name)),
      ],
      rows: runs.flatMap((run) =>
        run.channels.map(({ channel, counts }) => [
          ...[sayTime(run.slot), channel],
          ...outcomes(counts).map(([, count]) => count),
        ]),
      ),
    },
    {
      name: fileWords.reasons,
      heading: heading(fileWords.byReason),
      columns: [text(proofWords.run, 30), text(fileWords.reason, 60), number(fileWords.count)],
      rows: runs.flatMap((run) => run.reasons.map(({ reason, count }) => [sayTime(run.slot), reason, count])),
    },
    {
      name: fileWords.units,
      heading: heading(fileWords.byUnit),
      columns: [text(fileWords.unit, 40), ...countNames.map((name) => number(name))],
      rows: unitRows(units),
    },
    {
      name: fileWords.history,
      heading: heading(fileWords.history),
      columns: [text(fileWords.moment, 30), text(fileWords.event, 60), text(fileWords.by, 26)],
      rows: historyOf(proof),
    },
  ];
  return writeSheets(sheets);
}

function unitRows(units: Units): (string | number)[][] {
  return units.map(({ unit, counts }) => [
    unit ?? fileWords.noUnit,
    ...outcomes(counts).map(([, count]) => count),
  ]);
}

function columnOf(kind: SheetColumn["kind"]) {
  return (name: string, width = 14): SheetColumn => ({ title: name, width, kind });
}

/** The same as a Word file, to be signed: the approved words, and every launch with what became of it. */
export function proofDocx(proof: Proof, now: Instant, units: Units = []): Promise<Uint8Array> {
  const { campaign, runs } = proof;
  const approved =
    campaign.approvedBy && campaign.approvedAt
      ? `${campaign.approvedBy}, ${sayTime(campaign.approvedAt)}`
      : fileWords.notApproved;
  return writeDocx({
    title: fileWords.paper,
    blocks: [
      ...nation(),
      ...title(proofWords.title, [campaign.title]),
      field(proofWords.id, campaign.id),
      field(proofWords.when, sayWhen(campaign.schedule)),
      field(proofWords.status, proofWords.statuses[campaign.status]),
      field(proofWords.approvedBy, approved),
      section(fileWords.content),
      line(plainText(campaign.content), { side: "both", space: [0, 6] }),
      ...(runs.length === 0 ? [body(proofWords.noRun)] : runs.flatMap(runBlocks)),
      ...unitBlocks(units),
      section(fileWords.history),
      table({
        columns: [
          { title: fileWords.moment, share: 30 },
          { title: fileWords.event, share: 45 },
          { title: fileWords.by, share: 25 },
        ],
        rows: historyOf(proof),
      }),
      ...signatures([
        { placeAndDay: "", capacity: [fileWords.approver], name: campaign.approvedBy ?? "" },
        { placeAndDay: fileWords.day(sayDay(localDate(now))), capacity: [fileWords.writer], name: "" },
      ]),
    ],
  });
}

function unitBlocks(units: Units): Block[] {
  if (units.length === 0) return [];
  const columns = [
    { title: fileWords.unit, share: 34 },
    ...countNames.map((name) => ({ title: name, share: 11, side: "right" as const })),
  ];
  const rows = unitRows(units).map((row) =>
    row.map((cell) => (typeof cell === "number" ? showNumber(cell) : cell)),
  );
  return [section(fileWords.units), table({ columns, rows }), gap()];
}

function runBlocks(run: RunProof): Block[] {
  const columns = [
    { title: fileWords.outcome, share: 70 },
    { title: fileWords.count, share: 30, side: "right" },
  ] as const;
  const rows: [string, number][] = [
    [proofWords.planned, run.planned],
    ...outcomes(run.tally).map(([name, count]): [string, number] => [name, count]),
    ...run.reasons.map(({ reason, count }): [string, number] => [`   · ${reason}`, count]),
    ...(run.unaccounted === 0 ? [] : [[proofWords.unaccounted, run.unaccounted] as [string, number]]),
  ];
  return [
    section(`${proofWords.run} ${sayTime(run.slot)} – ${statusOf(run)}`),
    field(proofWords.approvedBy, `${run.approvedBy}, ${sayTime(run.approvedAt)}`, { keepsNext: true }),
    table({ columns, rows: rows.map(([name, count]) => [name, showNumber(count)]) }),
    gap(),
    table({
      columns: [
        { title: fileWords.channel, share: 22 },
        ...countNames.map((name) => ({ title: name, share: 13, side: "right" as const })),
      ],
      rows: run.channels.map(({ channel, counts }) => [
        channel,
        ...outcomes(counts).map(([, count]) => showNumber(count)),
      ]),
    }),
    ...run.publications.map((row) => body(sayPublication(row))),
    gap(),
  ];
}

function statusOf({ status, why }: RunProof): string {
  return `${proofWords.runStatuses[status]}${why ? ` (${holdReasons[why] ?? why})` : ""}`;
}

function historyOf({ history }: Proof): string[][] {
  return history.map(({ at, kind, by, note }) => [
    sayTime(at),
    `${proofWords.events[kind] ?? kind}${note ? ` (${holdReasons[note] ?? note})` : ""}`,
    by === byTheProgram ? proofWords.bySchedule : by,
  ]);
}
