import { addCampaign } from "../campaigns/approve.ts";
import { readCampaign } from "../campaigns/file.ts";
import type { Database, Queries } from "../database/database.ts";
import { newId } from "../kit/id.ts";
import type { ChannelName, Inbound } from "../kit/message.ts";
import { addMs, type Instant, localTime } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import { importMembers } from "../people/import-members.ts";
import { importUnits } from "../people/import-units.ts";
import { makeRosterCode } from "../people/link-code.ts";
import { listMembers } from "../people/officers-members.ts";
import { rosterPage } from "../people/roster.ts";
import { strange } from "./practice-channel.ts";
import {
  campaigns,
  forOfficers,
  nameOf,
  people,
  proposals,
  questions,
  unitCodes,
  unitList,
  writer,
} from "./texts.ts";

type Parts = {
  readonly db: Database;
  readonly library: Library;
  /** Takes what made-up members say: from here on they are handled like anybody. */
  readonly receive: (messages: readonly Inbound[]) => Promise<void>;
  readonly now: Instant;
};

const dayMs = 24 * 3_600_000;

/**
 * Fills an empty database of practice: units and a roster, campaigns to approve, and members who write by
 * themselves (they link themselves, subscribe, ask, send proposals). A database with members is left as it is.
 */
export async function fillPractice({ db, library, receive, now }: Parts): Promise<void> {
  const { total } = await listMembers(db.read, { scope: undefined, text: "", from: 0, limit: 0 });
  if (total > 0) return;
  const codes = await db.transact(async (tx) => {
    await importUnits(tx, Buffer.from(unitList), { now, isTrial: false });
    await importMembers(tx, Buffer.from(rosterList()), { now, isTrial: false });
    for (const one of campaigns) await draft(tx, { ...one, library, now });
    return codesOf(tx, now);
  });
  await receive(codes.flatMap((code, index) => wordsOf(index, code, now)));
}

function rosterList(): string {
  const rows = Array.from({ length: people }, (_, index) =>
    [`TH-${String(index + 1).padStart(3, "0")}`, nameOf(index), unitCodes[index % unitCodes.length]].join(
      ";",
    ),
  );
  return ["Mã đoàn viên;Họ và tên;Đơn vị", ...rows].join("\n");
}

async function codesOf(tx: Queries, now: Instant): Promise<string[]> {
  const codes: string[] = [];
  for (const { id } of await rosterPage(tx, { afterCode: "", limit: people }))
    codes.push((await makeRosterCode(tx, id, now)).code);
  return codes;
}

async function draft(
  tx: Queries,
  { title, text, library, now }: { title: string; text: string; library: Library; now: Instant },
): Promise<void> {
  const { year, month, day } = localTime(addMs(now, 2 * dayMs));
  const source = `---\ntitle: ${title}\naudience: all\nat: "${year}-${month}-${day} 09:00"\n---\n${text}\n`;
  const reading = readCampaign(source, { now, limits: new Map(), library });
  if (reading.kind === "plan") await addCampaign(tx, reading.plan, { by: writer, now });
}

/** Everything one made-up member says, in order. */
function wordsOf(index: number, code: string, now: Instant): Inbound[] {
  const channel: ChannelName = index % 2 === 0 ? "telegram" : "zalo-oa";
  const prefix = index % 12 === 5 ? strange.blocked : index % 16 === 7 ? strange.unclear : "gia-";
  const from = { externalId: `${prefix}${index + 1}`, name: nameOf(index) };
  const proposal = index % 8 === 3 ? proposals[Math.floor(index / 8) % proposals.length] : undefined;
  const handed = index % 7 === 6 ? forOfficers[Math.floor(index / 7) % forOfficers.length] : undefined;
  const texts = [
    ...["/start", code, "đồng ý", "nhận tin", "đồng ý"],
    ...(handed ? [handed, "gặp cán bộ"] : [questions[index % questions.length] ?? ""]),
    ...(proposal ? ["gửi sáng kiến", ...proposal, "gửi", "đồng ý"] : []),
  ];
  // A little apart, so that nobody seems to say two things at once.
  return texts.map((text, turn) => ({
    channel,
    externalId: newId<"practice">(),
    from,
    said: { kind: "text", text, files: [] },
    at: addMs(now, -((people - index) * 60 + (texts.length - turn)) * 1000),
  }));
}
