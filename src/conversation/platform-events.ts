import type { Queries } from "../database/database.ts";
import { releaseHeld } from "../delivery/held.ts";
import { wasSentByUs } from "../delivery/transcript.ts";
import type { Address, Inbound } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { findPerson, meet, setReachable } from "../people/members.ts";
import { saveDialogue } from "./dialogue.ts";
import { officerSpoke } from "./floor.ts";
import { eraseOwnData } from "./turns/data-erase.ts";
import type { Turn } from "./turns/turn.ts";

/** One stored message that may be a platform's report about a person instead of that person's words. */
type Reported = { readonly inbound: Inbound; readonly address: Address; readonly now: Instant };

/**
 * Takes in what a platform reports about a person: reachable or not, spoken to by an officer in the platform's
 * own tool, introduced by name. False when it is no report but something to answer. A report makes nobody
 * known who never wrote.
 */
export async function takeReport(tx: Queries, { inbound, address, now }: Reported): Promise<boolean> {
  const { said, at } = inbound;
  switch (said.kind) {
    case "reachable": {
      const { isReachable } = said;
      if (isReachable) await releaseHeld(tx, address, now);
      await setReachable(tx, address, { isReachable, why: isReachable ? null : "blocked", at });
      return true;
    }
    case "officerSpoke":
      // The platform repeats this program's own messages, too: a pause after each would silence the bot.
      if (!(await wasSentByUs(tx, address, { messageId: said.messageId, now }))) {
        await officerSpoke(tx, { address, at });
      }
      return true;
    case "introduced":
      if (await findPerson(tx, address)) {
        await meet(tx, { address, name: inbound.from.name, at });
        await releaseHeld(tx, address, now);
      }
      return true;
    default:
      return false;
  }
}

/**
 * The person withdrew this program's permission at the platform, which demands that their data go: erased as
 * if they had asked here, and not written to again. Nothing is answered.
 */
export async function takeWithdrawal(turn: Turn): Promise<void> {
  const { tx, person, state, now } = turn;
  const response = await eraseOwnData(turn);
  if (response.state !== state) await saveDialogue(tx, person.memberId, { state: response.state, now });
  await setReachable(tx, person.address, { isReachable: false, why: "blocked" });
}
