import type { ApiError, Me } from "../../src/dashboard/shapes.ts";
import { texts } from "./texts.ts";

/** What the server refused, in words; `fields` are about single fields of the form. */
export class ApiFault extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly found: unknown;

  constructor(status: number, error: ApiError) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.fields = error.fields ?? {};
    this.found = error.found;
  }
}

/** Told when the session is over; resolves when somebody logged in again. */
type Renew = () => Promise<void>;
let renew: Renew = () => new Promise(() => {});

export function onSessionEnd(ask: Renew): void {
  renew = ask;
}

/** Reads from the API. When the session is over it waits until somebody has logged in again. */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>(path, signal ? { signal } : {});
}

/** A key for one change. Keep it for the repetitions of the same change: it is done once. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** Changes something. The same key again changes nothing more and gets the same answer. */
export function post<T>(path: string, body: unknown = {}, key = newKey()): Promise<T> {
  const headers = { "content-type": "application/json", "x-request-key": key };
  return call<T>(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** A file of the API with the name the server gave it. */
export async function fetchFile(path: string): Promise<{ name: string; bytes: Blob }> {
  const response = await ask(path, {});
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  return { name: name ?? "tep", bytes: await response.blob() };
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  return (await ask(path, init)).json() as Promise<T>;
}

/** The answer, once it is a good one: a session that is over is renewed first, a refusal is thrown. */
async function ask(path: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const response = await send(path, init);
    if (response.status === 401 && path !== "/me") {
      await renew();
      continue;
    }
    if (response.ok) return response;
    const answer = await response.json().catch(() => undefined);
    throw new ApiFault(response.status, answer?.error ?? { code: "unreadable", message: texts.serverFault });
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/admin/api${path}`, { ...init, credentials: "same-origin" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiFault(0, { code: "away", message: texts.serverAway });
  }
}

/** Who is logged in, or undefined. */
export async function readMe(): Promise<Me | undefined> {
  try {
    return await get<Me>("/me");
  } catch (error) {
    if (error instanceof ApiFault && error.status === 401) return undefined;
    throw error;
  }
}
