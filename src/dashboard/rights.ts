import type { Officer, OfficerRole } from "../people/officers.ts";

/** What an officer can be allowed to do. Every route of the dashboard names one of them. */
const rights = [
  "home.see",
  "cases.see",
  "cases.answer",
  /** The replies all officers share. */
  "canned.change",
  "proposals.see",
  "proposals.move",
  /** Filling in one's own sheet, for who has a seat in the council. */
  "proposals.score",
  "campaigns.see",
  "campaigns.draft",
  "campaigns.approve",
  "campaigns.stop",
  /** Letting messages to many people leave. No role has it: it is given to single officers beside their role. */
  "campaigns.send",
  "knowledge.see",
  "knowledge.change",
  "reports.see",
  "forms.see",
  /** Writing, opening and closing forms. */
  "forms.change",
  /** What officers do with single answers: confirm a correction, note who was there. */
  "forms.decide",
  "members.see",
  "members.change",
  "channels.see",
  "officers.manage",
  "audit.see",
] as const;
export type Right = (typeof rights)[number];

const seeing: readonly Right[] = [
  "home.see",
  "proposals.see",
  "campaigns.see",
  "knowledge.see",
  "reports.see",
];
const people: readonly Right[] = ["cases.see", "members.see", "forms.see"];
const leading: readonly Right[] = [
  ...seeing,
  ...people,
  "cases.answer",
  "canned.change",
  "proposals.move",
  "proposals.score",
  "campaigns.draft",
  "campaigns.approve",
  "campaigns.stop",
  "knowledge.change",
  "forms.change",
  "forms.decide",
  "members.change",
  "channels.see",
];

const ofRole: Readonly<Record<OfficerRole, readonly Right[]>> = {
  admin: [...leading, "officers.manage", "audit.see"],
  lead: leading,
  approver: [...seeing, ...people, "campaigns.approve", "campaigns.stop"],
  council: ["home.see", "proposals.see", "proposals.score", "knowledge.see"],
  // Bound to one unit: what reaches beyond it is left out.
  unit: [
    "home.see",
    ...people,
    "cases.answer",
    "forms.decide",
    "proposals.see",
    "knowledge.see",
    "reports.see",
  ],
  viewer: seeing,
};

/** Everything an officer may do. */
export function rightsOf({ role, maySend }: Pick<Officer, "role" | "maySend">): ReadonlySet<Right> {
  const sends = maySend && ofRole[role].includes("campaigns.see");
  return new Set([...ofRole[role], ...(sends ? (["campaigns.send"] as const) : [])]);
}
