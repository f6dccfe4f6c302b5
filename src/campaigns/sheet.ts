import type { ChannelFigures } from "../delivery/figures.ts";
import { sayTime } from "../kit/time.ts";
import { byTheProgram, type Listed } from "./campaign.ts";
import type { Proof, RunProof } from "./proof.ts";
import { sayPublication } from "./publish-words.ts";
import { holdReasons, proofWords, sayMoment, sayWhen } from "./texts.ts";

/** Every campaign on one line: id, state, next moment, title. In Vietnamese, for officers and operators. */
export function sayList(campaigns: readonly Listed[]): string {
  if (campaigns.length === 0) return proofWords.noCampaign;
  const lines = campaigns.map(({ id, status, isHeld, nextSlot, title }) => {
    const state = isHeld ? proofWords.runStatuses.held : proofWords.statuses[status];
    return [id, state.padEnd(15), sayMoment(nextSlot).padEnd(28), title].join("  ");
  });
  return lines.join("\n");
}

/** The proof sheet as text, in Vietnamese, for a terminal or a message. */
export function sayProof({ campaign, runs, history }: Proof): string {
  const head = [
    `${proofWords.title}: ${campaign.title}`,
    `${proofWords.id}: ${campaign.id}`,
    `${proofWords.when}: ${sayWhen(campaign.schedule)}`,
    `${proofWords.status}: ${proofWords.statuses[campaign.status]}; ${proofWords.next}: ${sayMoment(campaign.nextSlot)}`,
  ];
  const none = runs.length === 0 ? [proofWords.noRun] : [];
  const lines = history.map(({ at, kind, by, note }) => {
    const words = proofWords.events[kind] ?? kind;
    const who = by === byTheProgram ? proofWords.bySchedule : by;
    return `  ${sayTime(at)} — ${words}${note ? ` (${holdReasons[note] ?? note})` : ""} — ${who}`;
  });
  return [...head, ...none, ...runs.map(sayRun), `${proofWords.history}:`, ...lines].join("\n");
}

function sayRun(run: RunProof): string {
  const { tally: count } = run;
  const held = run.why ? ` — ${holdReasons[run.why] ?? run.why}` : "";
  const approved = `${run.approvedBy}, ${sayTime(run.approvedAt)}`;
  const rows: [string, string | number][] = [
    [proofWords.approvedBy, approved],
    [proofWords.launched, run.planned > 0 ? sayTime(run.launchedAt) : "—"],
    [proofWords.planned, run.planned],
    [proofWords.sent, count.sent],
    [proofWords.held, count.held],
    [proofWords.refused, count.refused],
    [proofWords.uncertain, count.uncertain],
    [proofWords.canceled, count.canceled],
    [proofWords.waiting, count.pending + count.sending],
    ...run.reasons.map(({ reason, count: n }): [string, number] => [`  · ${reason}`, n]),
    ...run.channels.map((one): [string, string] => [`  ${one.channel}`, sayChannel(one)]),
  ];
  if (run.unaccounted !== 0) rows.push([proofWords.unaccounted, run.unaccounted]);
  const body = rows.map(([label, value]) => `  ${label.padEnd(34)} ${value}`);
  return [
    `\n${proofWords.run} ${sayTime(run.slot)} — ${proofWords.runStatuses[run.status]}${held}`,
    ...body,
    ...run.publications.map((row) => `  ${sayPublication(row)}`),
  ].join("\n");
}

function sayChannel({ counts }: ChannelFigures): string {
  const planned = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const waiting = counts.pending + counts.sending;
  const words: [string, number][] = [
    [proofWords.planned, planned],
    [proofWords.sent, counts.sent],
    [proofWords.held, counts.held],
    [proofWords.refused, counts.refused],
    [proofWords.uncertain, counts.uncertain],
    [proofWords.canceled, counts.canceled],
    [proofWords.waiting, waiting],
  ];
  return words.map(([label, n]) => `${label.toLowerCase()} ${n}`).join(", ");
}
