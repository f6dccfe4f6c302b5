import type { Generated } from "kysely";
import type { CalendarDate, Instant } from "../../kit/time.ts";

/** The tables of the room `people`. */
export type PeopleTables = {
  member: {
    id: string;
    display_name: string | null;
    /** `display_name` without marks and case, to look for; null also for members older than this column. */
    name_key: Generated<string | null>;
    created_at: Instant;
    /** Where the member belongs, what they are there and whether they still are: from the roster. */
    unit_id: string | null;
    position: string | null;
    /** `position` without marks and case, for rules. */
    position_key: string | null;
    state: "active" | "paused" | "ended" | null;
    /** The channel they asked to get news on. */
    preferred_channel: string | null;
    /** The member this one was linked into; such a row has no addresses and only explains old ids. */
    merged_into: string | null;
  };
  /** Where a member is on one platform; key (channel, external_id). */
  address: {
    channel: string;
    external_id: string;
    member_id: string;
    name: string | null;
    is_reachable: number;
    unreachable_why: string | null;
    last_inbound_at: Instant | null;
    created_at: Instant;
  };
  /** What a member agrees to now; key (member_id, purpose). Absence is never consent. */
  consent: {
    member_id: string;
    purpose: string;
    is_given: number;
    text_version: string;
    channel: string;
    at: Instant;
  };
  /** Every choice ever made, never changed: the proof. */
  consent_event: {
    seq: Generated<number>;
    member_id: string;
    purpose: string;
    is_given: number;
    text_version: string;
    channel: string;
    at: Instant;
  };
  /** Cán bộ — who works in the dashboard. Secrets are null until the set-up link was used. */
  officer: {
    id: string;
    name: string;
    login: string | null;
    role: string;
    /** The unit a grassroots officer is bound to; null: the whole federation. */
    unit: string | null;
    may_send: number;
    status: "invited" | "active" | "disabled";
    /** PHC text of argon2id. */
    password_hash: string | null;
    /** Base32, as authenticator apps take it. */
    totp_secret: string | null;
    /** The last time step a code was taken from: a code works once. */
    totp_step: number;
    /** JSON array of SHA-256. */
    recovery_hashes: string;
    version: number;
    created_at: Instant;
    updated_at: Instant;
  };
  /** One-time set-up links; a row goes when its link was used. */
  officer_link: {
    token_hash: string;
    officer_id: string;
    totp_secret: string;
    created_at: Instant;
    expires_at: Instant;
  };
  officer_session: {
    id: string;
    token_hash: string;
    officer_id: string;
    /** What the browser calls itself, shortened. */
    device: string;
    created_at: Instant;
    seen_at: Instant;
    /** Ends then unless it is used before. */
    idle_at: Instant;
    expires_at: Instant;
  };
  /** Failed logins by account (`login:x`) and by network address (`from:y`). */
  login_failure: {
    subject: string;
    failures: number;
    last_at: Instant;
    blocked_until: Instant | null;
  };
  /** How far the first set-up came: a step that somebody ended or left out. */
  set_up_step: { step: string; state: "done" | "skipped"; by_whom: string; at: Instant };
  /** What was answered to a change by its key, so that a double click changes once. */
  officer_request: {
    officer_id: string;
    request_key: string;
    route: string;
    /** JSON; null while the change itself runs. */
    answer: string | null;
    at: Instant;
  };
  /** Who changed what in the dashboard; never changed. */
  audit: {
    seq: Generated<number>;
    officer_id: string | null;
    officer_name: string;
    action: string;
    /** `case:12`, `campaign:<id>` … */
    subject: string;
    /** JSON; ids, states and counts, no texts of members. */
    detail: string;
    at: Instant;
  };
  /** Công đoàn các cấp: a unit with its place in the tree; one that ended keeps its row and its dates. */
  unit: {
    id: string;
    /** The short name officers give it, unique: `CDCS-NAMBAN2`. */
    code: string;
    name: string;
    level: "province" | "upper" | "commune" | "grassroots" | "group";
    parent_id: string | null;
    /** Calendar dates, inclusive; null: not known or open. */
    valid_from: CalendarDate | null;
    valid_to: CalendarDate | null;
    /** Which paper says so, and which person confirmed it. */
    source: string | null;
    confirmed_by: string | null;
    created_at: Instant;
    updated_at: Instant;
  };
  /** Names a unit had or is known by; key (unit_id, name). */
  unit_old_name: { unit_id: string; name: string };
  /** Who took over from a unit that ended; key (unit_id, successor_id). */
  unit_successor: { unit_id: string; successor_id: string };
  /** A word officers or the roster put on a member, folded; key (member_id, tag). */
  member_tag: { member_id: string; tag: string; origin: "roster" | "officer" | "campaign"; at: Instant };
  /** Danh sách đoàn viên: a person as an officer's list has them, apart from chats until linked by a code. */
  roster: {
    id: string;
    /** Mã đoàn viên, unique. */
    code: string;
    full_name: string;
    unit_id: string;
    position: string | null;
    /** JSON array of folded tags. */
    tags: string;
    joined_on: CalendarDate | null;
    state: "active" | "paused" | "ended";
    /** Kept only when the list says the person agreed. */
    phone: string | null;
    member_id: string | null;
    linked_at: Instant | null;
    created_at: Instant;
    updated_at: Instant;
  };
  /** A one-time code that links: exactly one of `member_id` and `roster_id`. Only its hash is kept. */
  link_code: {
    code_hash: string;
    member_id: string | null;
    roster_id: string | null;
    channel: string | null;
    made_at: Instant;
    expires_at: Instant;
    used_at: Instant | null;
  };
  /** A wrong code somebody typed, for the throttle. */
  link_miss: { seq: Generated<number>; member_id: string; at: Instant };
  /** Which member became part of which, never changed. `overruled`: JSON of the consents that lost. */
  member_merge: { from_id: string; into_id: string; channel: string; overruled: string; at: Instant };
  /** A chat an officer decides from; key (channel, external_id). */
  officer_chat: { channel: string; external_id: string; officer_id: string; linked_at: Instant };
  /** A one-time code by which an officer ties their chat. Only its hash is kept. */
  officer_chat_code: {
    code_hash: string;
    officer_id: string;
    made_at: Instant;
    expires_at: Instant;
    used_at: Instant | null;
  };
  /** Yêu cầu về dữ liệu cá nhân — what a member asked about their data, with the law's clock. */
  data_request: {
    number: number;
    member_id: string;
    kind: "see" | "copy" | "correct" | "withdraw" | "erase";
    /** The purpose that was withdrawn, or what is to be corrected: `name`, `unit`, `phone`. */
    about: string | null;
    /** What it should say, in the member's words; null once nothing needs it. */
    wanted: string | null;
    status: "open" | "done" | "refused";
    /** Where it was asked and is answered. */
    channel: string;
    address_id: string | null;
    received_at: Instant;
    acknowledge_by: CalendarDate;
    acknowledged_at: Instant | null;
    due: CalendarDate;
    is_extended: number;
    closed_at: Instant | null;
    closed_by: string | null;
    reason: string | null;
    /** 1 while something of an erased member waits to be erased, too: a reply on its way, an open case. */
    has_rest: number;
  };
  /** Vi phạm dữ liệu — a breach, and until when the authority has to hear of it. */
  data_breach: {
    number: number;
    what: string;
    /** Which kinds of data, in words. */
    kinds: string;
    people: number | null;
    found_at: Instant;
    notify_by: Instant;
    measures: string | null;
    notified_at: Instant | null;
    status: "open" | "closed";
    added_by: string;
    closed_at: Instant | null;
  };
  /** Who did what to a request (`request:3`) or a breach (`breach:1`); the database refuses to change a row. */
  data_log: {
    seq: Generated<number>;
    subject: string;
    kind: string;
    by_whom: string;
    note: string | null;
    at: Instant;
  };
};
