import { createHash, createHmac } from "node:crypto";
import { Failure } from "../kit/failure.ts";
import type { OaTokens } from "./zalo-oa-tokens.ts";
import type { OaWire } from "./zalo-oa-wire.ts";
import { describeRefusal, ZaloRefusal } from "./zalo-wire.ts";

/** What an administrator of the account opens, and what the application's console may want to know before. */
export type Consent = { readonly url: string; readonly challenge: string; readonly callback: string };

type Application = {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaId: string;
  readonly oauthRoot: string;
};

/** The PKCE challenge of a verifier: base64url of its SHA-256 (RFC 7636, section 4.2). */
export function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

/**
 * The address where an administrator agrees that the application speaks for the account. Afterwards Zalo
 * opens the callback, our own front page, with `code` and `oa_id` in its address.
 */
export function consentOf(application: Application, publicUrl: string): Consent {
  const challenge = challengeOf(verifierOf(application));
  const callback = `${publicUrl.replace(/\/+$/, "")}/`;
  const query = { app_id: application.appId, redirect_uri: callback, code_challenge: challenge };
  const url = `${application.oauthRoot}/v4/oa/permission?${new URLSearchParams(query)}`;
  return { url, challenge, callback };
}

/**
 * Always the same for one application: some consoles keep one challenge, and the command that makes the link
 * and the one that takes the code share nothing but the settings.
 */
function verifierOf({ appSecret, oaId }: Application): string {
  return createHmac("sha256", appSecret).update(`caunoi pkce ${oaId}`).digest("base64url");
}

/**
 * Takes the code, or the whole address that Zalo opened, and puts the new pair in. Throws
 * `Failure("invalid")` for another account's code and one that Zalo refuses (it is good once, for 10
 * minutes), `"unavailable"` when Zalo does not answer.
 */
export async function connect(
  parts: { readonly wire: OaWire; readonly tokens: OaTokens; readonly application: Application },
  given: string,
): Promise<void> {
  const { wire, tokens, application } = parts;
  const query = URL.parse(given)?.searchParams;
  const oaId = query?.get("oa_id");
  if (oaId && oaId !== application.oaId) {
    throw new Failure(
      "invalid",
      `This code is for the account ${oaId}, but ZALO_OA_ID is ${application.oaId}.`,
    );
  }
  const code = query ? query.get("code") : given.trim();
  if (!code) throw new Failure("invalid", "There is no code in this address: copy all of it.");
  try {
    await tokens.accept(await wire.redeem(code, verifierOf(application)));
  } catch (error) {
    if (!(error instanceof ZaloRefusal)) throw error;
    const what = "a code is good once, for 10 minutes: caunoi zalo link";
    throw new Failure("invalid", `Zalo refuses the code (${describeRefusal(error)}): ${what}`);
  }
}
