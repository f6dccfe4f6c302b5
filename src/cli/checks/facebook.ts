import type { Config } from "../../config.ts";
import { type Clock, toMs } from "../../kit/time.ts";
import { checkFacebook } from "../../outlets/facebook-check.ts";
import { outletsOff } from "../../outlets/ready.ts";
import { type Finding, finding } from "./finding.ts";

/** The Facebook Page as its token sees it, and whether posts could lead anybody to us; nothing is published. */
export async function checkFacebookPage(config: Config, clock: Clock): Promise<Finding[]> {
  const { facebook } = config;
  if (!facebook) return [finding("ok", "facebook", "off (FACEBOOK_PAGE_ID is not set).")];
  const { isWell, lines } = await checkFacebook(facebook, toMs(clock()));
  const found = finding(isWell ? "ok" : "fault", "facebook", lines.join(" "));
  const why = outletsOff(config).get("facebook-page");
  return why === undefined ? [found] : [found, finding("warn", "facebook", `the page ${why}.`)];
}
