import type { Database, Queries } from "../../src/database/database.ts";
import { newId } from "../../src/kit/id.ts";
import type { Address, ChannelName } from "../../src/kit/message.ts";
import type { Clock, Instant } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { meet } from "../../src/people/members.ts";

export type Recipient = { readonly memberId: string; readonly address: Address };

/** Puts people into a database, as if they had written to the bot. */
export type StagePeople = {
  addPerson(externalId: string, channel?: ChannelName): Promise<Recipient>;
  /** Somebody who agreed to receive news. */
  addSubscriber(externalId: string, channel?: ChannelName): Promise<Recipient>;
  /** Many at once: `s0`, `s1` … on Telegram. */
  addSubscribers(count: number): Promise<void>;
  /** Says yes or no to news. */
  choose(person: Recipient, isGiven: boolean): Promise<void>;
};

export function createStagePeople(db: Database, clock: Clock): StagePeople {
  async function addPerson(externalId: string, channel: ChannelName = "telegram"): Promise<Recipient> {
    const address: Address = { channel, externalId };
    const person = await db.transact((tx) => meet(tx, { address, name: externalId, at: clock() }));
    return { memberId: person.memberId, address };
  }

  async function choose({ memberId, address }: Recipient, isGiven: boolean): Promise<void> {
    const { channel } = address;
    const choice = { memberId, purpose: "news", isGiven, textVersion: "1", channel, at: clock() } as const;
    await db.transact((tx) => recordConsent(tx, choice));
  }

  return {
    addPerson,
    choose,
    async addSubscriber(externalId, channel) {
      const person = await addPerson(externalId, channel);
      await choose(person, true);
      return person;
    },
    addSubscribers: (count) => {
      const ids = Array.from({ length: count }, (_, n) => `s${n}`);
      return db.transact((tx) => insertSubscribers(tx, ids, clock()));
    },
  };
}

/** Members who agreed to news and can be reached on Telegram under the given ids. */
export async function insertSubscribers(tx: Queries, ids: readonly string[], at: Instant): Promise<void> {
  for (let from = 0; from < ids.length; from += 1000) {
    const people = ids.slice(from, from + 1000).map((external_id) => ({ external_id, member_id: newId() }));
    const members = people.map(({ member_id }) => ({ id: member_id, display_name: null, created_at: at }));
    const reach = { channel: "telegram", name: null, is_reachable: 1, last_inbound_at: at, created_at: at };
    const addresses = people.map((person) => ({ ...person, ...reach }));
    const choice = { purpose: "news", is_given: 1, text_version: "1", channel: "telegram", at };
    const consents = people.map(({ member_id }) => ({ member_id, ...choice }));
    await tx.insertInto("member").values(members).execute();
    await tx.insertInto("address").values(addresses).execute();
    await tx.insertInto("consent").values(consents).execute();
  }
}
