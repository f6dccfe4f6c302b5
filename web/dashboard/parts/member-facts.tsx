import type { MemberRow } from "../../../src/people/officers-members.ts";
import { inboxTexts as words } from "../pages/inbox-texts.ts";
import { texts } from "../texts.ts";
import { sayDay } from "../words.ts";

/** What is known of a member, in a few lines. */
export function MemberFacts({ member }: { readonly member: MemberRow }) {
  return (
    <dl className="facts">
      <dt>{texts.memberName}</dt>
      <dd>{member.name ?? words.stranger}</dd>
      <dt>{words.unit}</dt>
      <dd>{member.unit ?? texts.none}</dd>
      <dt>{words.position}</dt>
      <dd>{member.position ?? texts.none}</dd>
      <dt>{words.channels}</dt>
      <dd>
        {member.channels.map((channel) => texts.channels[channel]).join(", ") || texts.none}
        <br />
        <span className="quiet">{member.isReachable ? words.reachable : words.unreachable}</span>
      </dd>
      <dt>{words.news}</dt>
      <dd>{member.getsNews ? texts.yes : texts.no}</dd>
      <dt>{words.since}</dt>
      <dd>{sayDay(member.since)}</dd>
    </dl>
  );
}
