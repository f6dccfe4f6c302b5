import { findCampaign } from "../campaigns/campaign.ts";
import { resendFailed } from "../campaigns/resend.ts";
import { by, deciderOf } from "./campaign-decider.ts";
import { type Call, type Command, type ExitCode, misuse } from "./command.ts";
import { withDatabase } from "./stores.ts";

export const resendCommands: readonly Command[] = [
  {
    name: "campaign resend",
    operands: ["ID"],
    options: { by, failed: { type: "boolean", meaning: "Only those it was refused for; has to be said." } },
    meaning: "Send the newest sending of a campaign again to those who were refused.",
    details:
      "Who got it gets nothing, nor do those who blocked the bot or never wrote to it. Messages in doubt are decided\n" +
      "with `caunoi uncertain resolve`.",
    run: resend,
  },
];

async function resend(call: Call): Promise<ExitCode> {
  const { io } = call;
  if (!call.isOn("failed")) return misuse(io, "say to whom: --failed");
  return withDatabase(io, async (db) => {
    const { id } = await findCampaign(db.read, call.operands[0] ?? "");
    const decider = await deciderOf(call, db.read);
    const result = await db.transact((tx) => resendFailed(tx, { id, ...decider, now: io.clock() }));
    if (result.kind === "refused") {
      io.complain(`caunoi: ${result.words}\n`);
      return 1;
    }
    io.write(`${result.rows} will be sent again.\n`);
    return 0;
  });
}
