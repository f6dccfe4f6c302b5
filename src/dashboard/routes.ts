import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Assisting } from "../campaigns/drafting-assist.ts";
import type { Setting } from "../campaigns/file.ts";
import type { ZaloTerms } from "../campaigns/forecast.ts";
import type { Blobs } from "../database/blobs.ts";
import type { Database, Queries } from "../database/database.ts";
import type { QuietHours } from "../delivery/quiet-hours.ts";
import type { Log } from "../kit/log.ts";
import type { ChannelName } from "../kit/message.ts";
import type { Clock, Instant } from "../kit/time.ts";
import type { Library } from "../knowledge/library.ts";
import type { AuditEntry } from "../people/audit.ts";
import type { Caller } from "../people/sessions.ts";
import type { Checkable, Checked, SettingShown } from "./first-steps-shapes.ts";
import type { Right } from "./rights.ts";

/** What the dashboard stands on. */
export type DashboardParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly library: () => Library;
  readonly publicUrl: string;
  /** The federation's name. */
  readonly organization: string;
  /** Whether everything here is made up. */
  readonly isPractice?: boolean;
  /** Holds what operators put in place of the shipped papers. */
  readonly dataDir: string;
  readonly blobs: Blobs;
  readonly quietHours: QuietHours;
  /** The channels that are switched on, and what each can show. */
  readonly channels: readonly ChannelTerms[];
  /** What Zalo OA charges; left out while it is off. */
  readonly zalo?: ZaloTerms | undefined;
  /** Outlets that cannot be used on this machine: a campaign that names one is not approved. */
  readonly outletsOff?: Setting["outletsOff"];
  /** Whether a language model is set. */
  readonly hasModel?: boolean;
  /** The settings of this machine, without secrets. */
  readonly settings?: readonly SettingShown[];
  /** Asks a platform or a model how it is doing; changes nothing there. */
  readonly checkUp?: (what: Checkable) => Promise<Checked>;
  /** From so many recipients on, whoever approves types their number. */
  readonly largeAudience: number;
  /** The language model that helps to draft messages; undefined without one. */
  readonly drafting?: Assisting["settings"];
};

export type ChannelTerms = {
  readonly name: ChannelName;
  readonly textLength: number;
  readonly buttons: boolean;
  readonly perSecond: number;
};

/** One request of an officer, checked: they are logged in and have the route's right. */
export type Call<Given> = {
  readonly parts: DashboardParts;
  readonly caller: Caller;
  readonly now: Instant;
  /** Named parts of the path, as text. */
  readonly params: Readonly<Record<string, string>>;
  /** The query of a look, the body of a change. */
  readonly given: Given;
};

/** Needs a session and nothing more. */
type SignedIn = "signed-in";

/** Shows something; never changes anything. `undefined` is answered with 404. */
export type Look = {
  readonly kind: "look";
  readonly path: string;
  readonly right: Right | SignedIn;
  readonly query: z.ZodType;
  /** Set when what is asked for is too long for an address: it comes as a body of at most so many bytes. */
  readonly bodyBytes?: number;
  /** Set when the answer is a `FileAnswer`, sent as it is. */
  readonly isFile?: boolean;
  readonly show: (call: Call<never>) => Promise<unknown>;
};

/**
 * Changes something in one transaction, with its audit entry. What is refused is rolled back. The page sends a
 * key with every change; the same key again gets the same answer and changes nothing.
 */
export type Change = {
  readonly kind: "change";
  readonly path: string;
  readonly rights: readonly (Right | SignedIn)[];
  readonly body: z.ZodType;
  /** Set when the body may be larger than forms are. */
  readonly bodyBytes?: number;
  readonly run: (tx: Queries, call: Call<never>) => Promise<Outcome>;
};

/** Open to everybody who calls from our own page: logging in and setting up. */
export type Open = {
  readonly kind: "open";
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly serve: (request: FastifyRequest, reply: FastifyReply, parts: DashboardParts) => Promise<unknown>;
};

export type Route = Look | Change | Open;

export type Outcome =
  | {
      readonly kind: "done";
      readonly answer: unknown;
      /** What the database keeps of it for a repetition. */
      readonly kept: unknown;
      readonly audit: Audited;
    }
  | Refusal;

export type Audited = Pick<AuditEntry, "action" | "subject" | "detail">;

export type Refusal = {
  readonly kind: "refused";
  readonly status: 400 | 403 | 404 | 409;
  readonly code: string;
  /** Vietnamese; says what to do next. */
  readonly words: string;
  /** Words for single fields of the form, by name. */
  readonly fields?: Readonly<Record<string, string>>;
  /** How the thing is now, for a change that came too late. */
  readonly found?: unknown;
};

export function look<Query extends z.ZodType>(route: {
  path: string;
  right: Right | SignedIn;
  query: Query;
  bodyBytes?: number;
  show: (call: Call<z.output<Query>>) => Promise<unknown>;
}): Look {
  return { kind: "look", ...route, show: route.show as Look["show"] };
}

/** A file to keep, or a picture to show. */
export type FileAnswer = {
  /** ASCII; what the browser keeps it as. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
};

/** A look that is answered with a file. */
export function file<Query extends z.ZodType>(route: {
  path: string;
  right: Right | SignedIn;
  query: Query;
  show: (call: Call<z.output<Query>>) => Promise<FileAnswer | undefined>;
}): Look {
  return { kind: "look", isFile: true, ...route, show: route.show as Look["show"] };
}

export function change<Body extends z.ZodType>(route: {
  path: string;
  rights: readonly (Right | SignedIn)[];
  body: Body;
  bodyBytes?: number;
  run: (tx: Queries, call: Call<z.output<Body>>) => Promise<Outcome>;
}): Change {
  return { kind: "change", ...route, run: route.run as Change["run"] };
}

export function done(answer: unknown, audit: Audited): Outcome {
  return { kind: "done", answer, kept: answer, audit };
}

/** The same for an answer with a secret in it: it is given once, and a repetition gets `kept` instead. */
export function doneOnce(answer: unknown, kept: unknown, audit: Audited): Outcome {
  return { kind: "done", answer, kept, audit };
}

export function refused(status: Refusal["status"], code: string, words: string): Refusal {
  return { kind: "refused", status, code, words };
}
