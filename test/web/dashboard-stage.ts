import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { addCampaign, approveCampaign } from "../../src/campaigns/approve.ts";
import type { CampaignId } from "../../src/campaigns/campaign.ts";
import { readCampaign } from "../../src/campaigns/file.ts";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { addMs, type Instant, localTime, systemClock } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { meet } from "../../src/people/members.ts";
import type { Officer } from "../../src/people/officers.ts";
import { openCase } from "../../src/questions/cases.ts";
import { type MadeOfficer, makeOfficer, type Terms } from "../dashboard/make-officer.ts";
import { shippedLibrary } from "../http/world.ts";
import { applied, newMember } from "../proposals/member.ts";
import { openBrowser, openPage, screens, type WatchedPage } from "../support/browser.ts";
import { type Program, startProgram } from "../support/program.ts";

/** The shipped program with its built pages, a second hand in its database, and a real browser. */
export type DashboardStage = {
  readonly program: Program;
  readonly db: Database;
  officer(login: string, terms?: Terms): Promise<MadeOfficer>;
  /** Opens a page of the dashboard as somebody, or as nobody. */
  visit(path: string, as?: MadeOfficer, options?: BrowserContextOptions): Promise<WatchedPage>;
  /** Approves a campaign as it stands. */
  approve(id: string, officer: Officer): Promise<void>;
  /** Some members, questions, a campaign and a proposal. */
  fill(): Promise<{ campaign: string; cases: number[]; proposal: string }>;
  close(): Promise<void>;
};

export async function setDashboardStage(settings: Record<string, string> = {}): Promise<DashboardStage> {
  const [program, browser] = await Promise.all([
    startProgram({ QUIET_HOURS: "00:00-00:00", ...settings }),
    openBrowser(),
  ]);
  const folder = settings.PRACTICE ? join(program.dataDir, "practice") : program.dataDir;
  const db = await openDatabase(`file:${join(folder, "caunoi.db")}`);
  return {
    program,
    db,
    officer: (login, terms = {}) => makeOfficer(db, login, { now: systemClock(), ...terms }),
    visit: (path, as, options = screens.desktop) =>
      visit(browser, `${program.url}/admin${path}`, { as, options }),
    async approve(id, officer) {
      const decision = { id: id as CampaignId, by: officer.name, officer, now: systemClock() };
      const approval = await db.transact((tx) => approveCampaign(tx, decision, shippedLibrary()));
      if (approval.kind !== "approved") throw new Error(approval.words);
    },
    fill: () => fill(db),
    async close() {
      await browser.close();
      await db.close();
      await program.remove();
    },
  };
}

async function visit(
  browser: Browser,
  url: string,
  { as, options }: { as: MadeOfficer | undefined; options: BrowserContextOptions },
): Promise<WatchedPage> {
  const watched = await openPage(browser, options);
  if (as) {
    const cookie = { name: "caunoi_officer", value: as.token, domain: "127.0.0.1", path: "/admin" };
    await watched.page.context().addCookies([cookie]);
  }
  await watched.page.goto(url);
  return watched;
}

async function fill(db: Database): Promise<{ campaign: string; cases: number[]; proposal: string }> {
  const now = systemClock();
  const cases: number[] = [];
  for (const [index, [name, question]] of asked.entries()) {
    const at = addMs(now, -(2 - index) * 26 * 3_600_000);
    cases.push(await ask(db, { name, question, at, index }));
  }
  const author = await newMember(db, now);
  await author.begin();
  await author.say(...applied, "gửi");
  const number = /SK-\d{4}-\d{4}/.exec(author.text)?.[0] ?? "";
  const campaign = await draftCampaign(db, { title: "Ngày hội sáng kiến", by: "Lường Văn Soạn" });
  return { campaign, cases, proposal: number };
}

const asked = [
  ["Lò Thị Mai", "Công ty nợ lương hai tháng thì công đoàn giúp được gì cho tôi?"],
  ["Giàng A Páo", "Sáng kiến của tôi nộp ở phường nào sau khi sáp nhập?"],
  ["Vàng <script>alert(1)</script>", "Quỹ Công đoàn hỗ trợ đoàn viên ốm đau bao nhiêu tiền?"],
] as const;

type Asking = { name: string; question: string; at: Instant; index: number };

function ask(db: Database, { name, question, at, index }: Asking): Promise<number> {
  const address = { channel: "web-chat", externalId: `visitor-${index}` } as const;
  return db.transact(async (tx) => {
    const { memberId } = await meet(tx, { address, name, at });
    const consent = { purpose: "news", isGiven: true, textVersion: "1", channel: "web-chat" } as const;
    await recordConsent(tx, { ...consent, memberId, at });
    const nearest = ["kh-360#II.3.4", "kh-360#II.1.1"];
    const { opened } = await openCase(tx, { memberId, askedFrom: address, question, nearest, now: at });
    return opened.number;
  });
}

/** A draft that is due tomorrow. */
export async function draftCampaign(
  db: Database,
  { title, by, extra = "" }: { title: string; by: string; extra?: string },
): Promise<string> {
  const now = systemClock();
  const { year, month, day } = localTime(addMs(now, 24 * 3_600_000));
  const text = `---\ntitle: ${title}\naudience: all\nat: "${year}-${month}-${day} 09:00"\n${extra}---\nMời đoàn viên ${title.toLowerCase()} lúc 8 giờ.\n`;
  const reading = readCampaign(text, { now, limits: new Map(), library: shippedLibrary() });
  if (reading.kind !== "plan") throw new Error(JSON.stringify(reading.faults));
  return db.transact((tx) => addCampaign(tx, reading.plan, { by, now }));
}

/** Fills a field by its label. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text);
}
