import { z } from "zod";
import { findMember, listMembers, type MemberRow } from "../people/officers-members.ts";
import { membersInScope } from "../people/officers-scope.ts";
import { listCases } from "../questions/cases.ts";
import { rowsOf } from "./inbox-record.ts";
import type { CaseRow } from "./inbox-shapes.ts";
import { count, nothing } from "./read-given.ts";
import { look, type Route } from "./routes.ts";

const pageSize = 50;

export type MemberList = {
  readonly total: number;
  readonly pages: number;
  readonly rows: readonly MemberRow[];
};
export type MemberView = { readonly member: MemberRow; readonly cases: readonly CaseRow[] };
/** Đoàn viên — who wrote to the union, where they belong, and how they can be reached. */
export const memberRoutes: readonly Route[] = [
  look({
    path: "/members",
    right: "members.see",
    query: z.object({ text: z.string().max(100).default(""), page: count(1, 100_000).default(1) }),
    async show({ parts: { db }, caller, given: { text, page } }): Promise<MemberList> {
      const scope = await membersInScope(db.read, caller.officer.unit);
      const from = (page - 1) * pageSize;
      const { total, rows } = await listMembers(db.read, { scope, text, from, limit: pageSize });
      return { total, pages: Math.ceil(total / pageSize), rows };
    },
  }),
  look({
    path: "/members/:id",
    right: "members.see",
    query: nothing,
    async show({ parts: { db }, caller, params, now }): Promise<MemberView | undefined> {
      const scope = await membersInScope(db.read, caller.officer.unit);
      const member = await findMember(db.read, params.id ?? "");
      if (!member || scope?.has(member.id) === false) return undefined;
      return { member, cases: await rowsOf(db.read, await listCases(db.read, { memberId: member.id }), now) };
    },
  }),
];
