import type { Officer as Known, OfficerRole } from "../../src/people/officers.ts";

export type Officer = Known;

/** Every role, in the order they are offered. Types alone come from the server: its code stays out of the page. */
export const officerRoles: readonly OfficerRole[] = [
  "admin",
  "lead",
  "approver",
  "council",
  "unit",
  "viewer",
];
