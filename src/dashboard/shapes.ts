import type { Instant } from "../kit/time.ts";
import type { OfficerRole } from "../people/officers.ts";
import type { OfficerSession } from "../people/sessions.ts";
import type { Right } from "./rights.ts";

/** What the API and the pages say to one another about logging in; the pages import the types alone. */

/** What everybody may know of this installation, also before logging in. */
export type About = { readonly organization: string; readonly isPractice: boolean };

/** Who is logged in, and what they may do. */
export type Me = {
  readonly id: string;
  readonly name: string;
  readonly role: OfficerRole;
  readonly rights: readonly Right[];
  /** The unit they are bound to; null: the whole federation. */
  readonly scope: string | null;
};

export type SetUpOffer = {
  readonly name: string;
  readonly login: string | null;
  readonly role: OfficerRole;
  /** For an authenticator app: to type, and the same as a QR code (SVG text). */
  readonly secret: string;
  readonly qr: string;
};

export type SetUpDone = { readonly me: Me; readonly recoveryCodes: readonly string[] };

export type SessionRow = OfficerSession & { readonly isThis: boolean };

/** The one form of every refusal. */
export type ApiError = {
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly found?: unknown;
};

/** An instant as the API gives it. */
export type At = Instant;
