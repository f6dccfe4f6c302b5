import { createZaloOa, type ZaloOa } from "../channels/zalo-oa.ts";
import type { Config } from "../config.ts";
import { openPlatformTokens } from "../database/platform-tokens.ts";
import { openAllotment } from "../delivery/allotment.ts";
import { Failure } from "../kit/failure.ts";
import type { Call, Command, ExitCode, Io } from "./command.ts";
import { withDatabase } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "zalo link",
    operands: [],
    meaning: "Print the link where an administrator connects the Official Account.",
    details: "The callback address must be registered at developers.zalo.me, and its domain verified there.",
    run: showLink,
  },
  {
    name: "zalo connect",
    operands: ["ADDRESS"],
    meaning: "Connect the Official Account by the address Zalo opened after the consent.",
    details:
      "Give the whole address with ?code=… in quotes, within 10 minutes. Tokens are kept in the database.",
    run: takeCode,
  },
];

function showLink({ io }: Call): Promise<ExitCode> {
  return withAccount(io, async (account, { server }) => {
    const { url, challenge, callback } = account.consent(server.publicUrl);
    io.write(`callback        ${callback}\ncode challenge  ${challenge}\nlink            ${url}\n`);
    return 0;
  });
}

function takeCode({ io, operands }: Call): Promise<ExitCode> {
  return withAccount(io, async (account) => {
    await account.connect(operands[0] ?? "");
    const { isWell, lines } = await account.check();
    io.write(`${lines.join(" ")}\n`);
    return isWell ? 0 : 1;
  });
}

function withAccount(
  io: Io,
  work: (account: ZaloOa, config: Config) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withDatabase(io, async (db, config) => {
    const { zaloOa } = config;
    if (!zaloOa) throw new Failure("invalid", "Zalo OA is off: set ZALO_OA_APP_ID and its companions first.");
    const nothingToSend = async () => {
      throw new Failure("missing", "This command sends nothing.");
    };
    const store = openPlatformTokens(db, `zalo-oa:${zaloOa.oaId}`);
    const allotment = openAllotment(db, "zalo-oa");
    const facts = { loadBlob: nothingToSend, lastInboundAt: async () => null, allotment, clock: io.clock };
    const account = createZaloOa({ ...zaloOa, ...facts, store });
    try {
      return await work(account, config);
    } finally {
      account.close();
    }
  });
}
