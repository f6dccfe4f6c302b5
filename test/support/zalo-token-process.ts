import { createInterface } from "node:readline";
import { createSeal } from "../../src/channels/zalo-oa-seal.ts";
import { createOaTokens } from "../../src/channels/zalo-oa-tokens.ts";
import { openOaWire } from "../../src/channels/zalo-oa-wire.ts";
import { openDatabase } from "../../src/database/open.ts";
import { openPlatformTokens } from "../../src/database/platform-tokens.ts";
import { describeError } from "../../src/kit/failure.ts";
import { systemClock } from "../../src/kit/time.ts";
import { oa } from "./zalo-server-oa.ts";

/**
 * One process with the tokens of the account: `DATABASE_URL ROOT`. Every line it reads is a token that was
 * refused (empty: none), every line it writes the token it has then, or `! why`.
 */
const [databaseUrl = "", root = ""] = process.argv.slice(2);
const db = await openDatabase(databaseUrl);
const wire = openOaWire({ ...oa, openApiRoot: root, oauthRoot: root });
const store = openPlatformTokens(db, `zalo-oa:${oa.oaId}`);
const seal = createSeal(oa.appSecret, oa.oaId);
const first = { access: "AT1", refresh: "RT1" };
const tokens = createOaTokens({ store, seal, wire, clock: systemClock, first });
await tokens.begin();
process.stdout.write("ready\n");
for await (const refused of createInterface({ input: process.stdin })) {
  const answer = await tokens
    .access(refused || undefined)
    .catch((error: unknown) => `! ${describeError(error)}`);
  process.stdout.write(`${answer}\n`);
}
wire.close();
await db.close();
