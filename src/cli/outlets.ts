import { userInfo } from "node:os";
import { join } from "node:path";
import { addCampaign } from "../campaigns/approve.ts";
import { correctionPlan } from "../campaigns/publish-correction.ts";
import {
  chooseArticle,
  correctArticle,
  decidePublication,
  withdrawArticle,
} from "../campaigns/publish-decide.ts";
import { pressFiles, writeKit } from "../campaigns/publish-press.ts";
import { pressItem } from "../campaigns/publish-preview.ts";
import { publicationsOf } from "../campaigns/publish-rows.ts";
import { sayPublications } from "../campaigns/publish-words.ts";
import { openBlobs } from "../database/blobs.ts";
import type { Call, Command, ExitCode, Option } from "./command.ts";
import { withDatabase, withLibrary } from "./stores.ts";

const by = {
  type: "string",
  value: "NAME",
  meaning: "Who decides, as it stands in the history; your user name on this machine when left out.",
} as const satisfies Option;
const slug = {
  type: "string",
  value: "SLUG",
  meaning: "Which article of a series: the end of its address; the newest when left out.",
} as const satisfies Option;
const note = {
  type: "string",
  value: "TEXT",
  meaning: "What readers are told, in one or two sentences.",
} as const satisfies Option;

const idHelp = "ID is the id of `caunoi campaign list`, or its last six characters or more.";

/** What can be done with what campaigns publish for everybody. */
export const commands: readonly Command[] = [
  {
    name: "campaign publications",
    operands: ["ID"],
    options: {
      slug,
      by,
      again: {
        type: "string",
        value: "OUTLET",
        meaning: "It is not there: publish it on this outlet again.",
      },
      there: { type: "string", value: "OUTLET", meaning: "It is there: stop asking about this outlet." },
    },
    meaning: "Show where a campaign was published, and decide what is in doubt.",
    details: idHelp,
    run: publications,
  },
  {
    name: "campaign correct",
    operands: ["ID"],
    options: {
      slug,
      by,
      note,
      message: {
        type: "string",
        value: "TIME",
        meaning:
          "Also draft a message to everyone who got the campaign, for this time; it needs an approval.",
      },
    },
    meaning: "Add a correction to what a campaign published, on every outlet.",
    details: `${idHelp}\nThe portal shows it at once; the Facebook post and the press kit follow within seconds.`,
    run: correct,
  },
  {
    name: "campaign withdraw",
    operands: ["ID"],
    options: { slug, by, note },
    meaning: "Take what a campaign published off every outlet.",
    details: `${idHelp}\nIts page then says that it was withdrawn and why. Messages in chats stay where they are.`,
    run: withdraw,
  },
  {
    name: "campaign press",
    operands: ["ID", "FOLDER"],
    options: {
      slug,
      contact: { type: "string", value: "TEXT", meaning: "Whom an editor can ask, with a telephone number." },
    },
    meaning:
      "Write the press kit of an approved campaign: release, script for radio and television, pictures.",
    details: idHelp,
    run: press,
  },
];

function publications(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const reference = referenceOf(call);
    for (const what of ["again", "there"] as const) {
      const outlet = call.text(what);
      const decision = { by: decider(call), what, now: io.clock() };
      if (outlet) await db.transact((tx) => decidePublication(tx, { ...reference, outlet }, decision));
    }
    const article = await chooseArticle(db.read, reference);
    io.write(`${sayPublications(article, await publicationsOf(db.read, article.runId))}\n`);
    return 0;
  });
}

function correct(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const decision = { by: decider(call), note: call.text("note") ?? "", now: io.clock() };
    const at = call.text("message");
    const [article, draft] = await db.transact(async (tx) => {
      const corrected = await correctArticle(tx, referenceOf(call), decision);
      if (at === undefined) return [corrected, undefined] as const;
      const plan = await correctionPlan(tx, corrected, { note: decision.note, at, now: decision.now });
      return [corrected, await addCampaign(tx, plan, decision)] as const;
    });
    io.write(`Corrected: /tin/${article.slug}\n`);
    if (draft) io.write(`Message drafted. To send it: npx caunoi campaign approve ${draft}\n`);
    return 0;
  });
}

function withdraw(call: Call): Promise<ExitCode> {
  const { io } = call;
  return withDatabase(io, async (db) => {
    const decision = { by: decider(call), note: call.text("note") ?? "", now: io.clock() };
    const { slug: path } = await db.transact((tx) => withdrawArticle(tx, referenceOf(call), decision));
    io.write(`Withdrawn: /tin/${path}\n`);
    return 0;
  });
}

function press(call: Call): Promise<ExitCode> {
  const { io } = call;
  const folder = call.operands[1] ?? "";
  return withDatabase(io, async (db, config) => {
    const blobs = openBlobs(db, join(config.dataDir, "blobs"));
    const reference = referenceOf(call);
    const { publicUrl } = config.server;
    const item = await withLibrary(db, io.clock, (library) =>
      pressItem(db.read, reference, { library, publicUrl, now: io.clock() }),
    );
    const around = { contact: call.text("contact") ?? "", loadBlob: blobs.read, now: io.clock() };
    const files = await pressFiles(item, around);
    await writeKit(folder, files);
    io.write([...files.keys()].map((name) => `${join(folder, name)}\n`).join(""));
    return 0;
  });
}

function referenceOf(call: Call) {
  return { campaign: call.operands[0] ?? "", slug: call.text("slug") };
}

function decider(call: Call): string {
  return call.text("by") ?? userInfo().username;
}
