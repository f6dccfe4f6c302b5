/** The closed list of reasons a call can fail in a way its caller cannot sensibly handle. */
export type FailureCode =
  | "forged" // the sender could not prove who it is
  | "invalid" // what was given cannot be read or breaks a rule
  | "forbidden" // known person, not allowed
  | "missing" // no such thing
  | "conflict" // somebody else was there first, or the state does not allow it
  | "unavailable" // something outside (platform, disk, database) does not answer
  | "internal"; // our own mistake

/**
 * The one thrown error of this program. The message is for the operator (English, says what, where and
 * what to do next) and never holds a secret or a person's words. People read texts of the slices instead.
 */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "Failure";
    this.code = code;
  }
}

/** Whether `error` is a `Failure`, optionally of one given code. */
export function isFailure(error: unknown, code?: FailureCode): error is Failure {
  return error instanceof Failure && (code === undefined || error.code === code);
}

/** A one-line description of anything thrown, safe to log: names and codes, no payloads. */
export function describeError(error: unknown): string {
  if (error instanceof Failure) return `${error.code}: ${error.message}`;
  if (error instanceof Error) return `${error.name}: ${error.message}`.split("\n")[0] ?? error.name;
  return typeof error;
}
