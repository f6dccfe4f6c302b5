import { createHash } from "node:crypto";
import type { WebhookCall } from "../../src/channels/channel.ts";
import { json, startZaloServer, type ZaloCall, type ZaloReply, type ZaloServer } from "./zalo-server.ts";

/** The application and the account that the loopback platform knows. */
export const oa = {
  appId: "360846524940903967",
  appSecret: "test-app-secret",
  secretKey: "test-oa-secret",
  oaId: "388613280878808645",
} as const;

/** What a person sees in the chat with the account. */
type SeenMessage = {
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly id: string }[];
  /** The uploaded bytes of an image or file. */
  readonly upload: Buffer | null;
};

type SentTemplate = { readonly to: string; readonly data: Readonly<Record<string, string>> };

export type OaPerson = { readonly id: string; readonly messages: SeenMessage[]; lastInboundMs: number };

export type ZaloOaServer = ZaloServer & {
  /** The pair that is good now. */
  readonly pair: { access: string; refresh: string };
  /** How often a pair was given out in exchange for a refresh token. */
  readonly renewals: () => number;
  /** Uploaded bytes by handle; one that is taken out has expired. */
  readonly uploads: Map<string, Buffer>;
  person(): OaPerson;
  /** Every template message that was taken. */
  readonly templates: readonly SentTemplate[];
  /** How many messages are left for people who wrote more than 48 hours ago; null: no limit. */
  paidLeft(many: number | null): void;
  /** Whether list templates are taken, on which sources disagree. */
  takesLists(isTaken: boolean): void;
  /** Makes the access token that is good now be over, as after 25 hours. */
  expireAccess(): void;
  /** An administrator agrees at this link; returns the address that Zalo opens then. */
  agree(link: string): string;
  /** Answers "no" to the next call of a path, as the platform does: HTTP 200 with an error code. */
  refuse(code: number, message?: string, path?: string): void;
};

const dayMs = 24 * 3_600_000;
/** Longer than a moment, so that everybody who would renew at the same time does. */
const renewalMs = 30;

/**
 * The Open API and the OAuth server on loopback: refresh tokens that work once, access tokens that end when a
 * new one is given out, errors with HTTP 200, a window of 7 days, uploads that need an extension.
 */
export async function startZaloOaServer({
  now = Date.now,
}: {
  now?: () => number;
} = {}): Promise<ZaloOaServer> {
  const world = new OaWorld(now);
  const server = await startZaloServer((call) => world.answer(call));
  let people = 0;
  return {
    ...server,
    pair: world.pair,
    renewals: () => world.renewals,
    uploads: world.uploads,
    templates: world.templates,
    paidLeft(many) {
      world.paidLeft = many;
    },
    takesLists(isTaken) {
      world.takesLists = isTaken;
    },
    person() {
      // Ids are longer than numbers can hold, as real ones are.
      const person = { id: `24684588352919792${people++}`, messages: [], lastInboundMs: now() };
      world.people.set(person.id, person);
      return person;
    },
    expireAccess() {
      world.isAccessOver = true;
    },
    agree: (link) => world.agree(new URL(link)),
    refuse(code, message = "", path = "/message/cs") {
      server.inject({ how: "answer", reply: no(code, message), path });
    },
  };
}

function no(error: number, message: string): ZaloReply {
  return json({ error, message });
}

function yes(data: unknown): ZaloReply {
  return json({ data, error: 0, message: "Success" });
}

class OaWorld {
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly pair = { access: "AT1", refresh: "RT1" };
  readonly people = new Map<string, OaPerson>();
  readonly uploads = new Map<string, Buffer>();
  readonly templates: SentTemplate[] = [];
  takesLists = true;
  paidLeft: number | null = null;
  isAccessOver = false;
  renewals = 0;
  #messages = 0;

  async answer(call: ZaloCall): Promise<ZaloReply> {
    if (call.path === "/v4/oa/access_token") return await this.#renew(call);
    if (call.method === "GET" && call.path.startsWith("/files/"))
      return { type: "image/jpeg", body: "photo" };
    if (call.headers.access_token !== this.pair.access) return no(-216, "Access token is invalid");
    if (this.isAccessOver) return no(-220, "access_token is expired or removed");
    switch (call.path) {
      case "/v3.0/oa/message/cs":
        return this.#send(JSON.parse(call.body.toString()));
      case "/v3.0/oa/message/template":
        return this.#sendTemplate(JSON.parse(call.body.toString()));
      case "/v2.0/oa/getoa":
        return yes({
          oaid: oa.oaId,
          name: "Công đoàn Lai Châu",
          is_verified: true,
          package_name: "Tăng trưởng",
        });
      case "/v2.0/oa/upload/image":
        return this.#upload(call.body, 2 ** 20, "attachment_id");
      case "/v2.0/oa/upload/file":
        return this.#upload(call.body, 5 * 2 ** 20, "token");
      default:
        return no(-404, "no such api");
    }
  }

  /** The code that is good now, and the challenge it was asked for with. */
  #consent: { readonly code: string; readonly challenge: string } | undefined;

  agree(link: URL): string {
    if (link.searchParams.get("app_id") !== oa.appId) throw new Error("this link is for another application");
    this.#consent = { code: "code 1/2", challenge: link.searchParams.get("code_challenge") ?? "" };
    const query = new URLSearchParams({ code: this.#consent.code, oa_id: oa.oaId });
    return `${link.searchParams.get("redirect_uri")}?${query}`;
  }

  #isGoodGrant(fields: URLSearchParams): boolean {
    if (fields.get("grant_type") === "refresh_token")
      return fields.get("refresh_token") === this.pair.refresh;
    const { code, challenge } = this.#consent ?? {};
    this.#consent = undefined;
    const verifier = fields.get("code_verifier") ?? "";
    const isProven = createHash("sha256").update(verifier).digest("base64url") === challenge;
    return code !== undefined && fields.get("code") === code && isProven;
  }

  async #renew({ headers, body }: ZaloCall): Promise<ZaloReply> {
    const fields = new URLSearchParams(body.toString());
    const isOurs = headers.secret_key === oa.appSecret && fields.get("app_id") === oa.appId;
    if (!isOurs) return json({ error: -14002, error_name: "Invalid app id" });
    if (!this.#isGoodGrant(fields)) {
      const isCode = fields.get("grant_type") === "authorization_code";
      const words = isCode ? "Invalid authorization code" : "Invalid refresh token";
      return json({ error: isCode ? -14005 : -14014, error_name: words, error_reason: words });
    }
    this.renewals += 1;
    this.pair.access = `AT${this.renewals + 1}`;
    this.pair.refresh = `RT${this.renewals + 1}`;
    this.isAccessOver = false;
    const answer = { access_token: this.pair.access, refresh_token: this.pair.refresh, expires_in: "90000" };
    await new Promise((go) => setTimeout(go, renewalMs));
    return json(answer);
  }

  #send({ recipient, message }: SendFields): ZaloReply {
    const person = this.people.get(recipient?.user_id ?? "");
    if (!person) return no(-201, "user_id is invalid!");
    if (this.#now() - person.lastInboundMs > 7 * dayMs) {
      return no(-230, "User has not interacted with the OA in the past 7 days");
    }
    if (this.#now() - person.lastInboundMs > 2 * dayMs && this.paidLeft !== null) {
      if (this.paidLeft === 0) return no(-211, "Out of quota");
      this.paidLeft -= 1;
    }
    const { text = "", attachment } = message ?? {};
    if ([...text].length > 2000) return no(-210, "Parameter exceeds allowable limit");
    const { buttons = [], elements = [], token } = attachment?.payload ?? {};
    if (buttons.length > 5 || (text === "" && !attachment)) return no(-201, "message is invalid!");
    if (attachment?.payload?.template_type === "list") return this.#sendList(person, elements);
    const handle = token ?? elements[0]?.attachment_id;
    const upload = handle === undefined ? null : this.uploads.get(handle);
    if (upload === undefined) return no(-100, "attachment_id was expired");
    person.messages.push({
      text,
      buttons: buttons.map(({ title, payload }) => ({ label: title, id: payload })),
      upload,
    });
    return yes({ message_id: `s${String(++this.#messages).padStart(19, "0")}`, user_id: person.id });
  }

  #sendList(person: OaPerson, elements: readonly ListElement[]): ZaloReply {
    if (!this.takesLists) return no(-233, "message type is invalid or not support");
    if (elements.length > 5 || elements.some(({ subtitle }) => !subtitle))
      return no(-201, "subtitle is invalid!");
    const buttons = elements.map(({ title = "", default_action: act }) => ({
      label: title,
      id: act?.payload ?? "",
    }));
    person.messages.push({ text: "", buttons, upload: null });
    return yes({ message_id: `s${String(++this.#messages).padStart(19, "0")}`, user_id: person.id });
  }

  #sendTemplate({ user_id: id = "", template_id: template, template_data: data }: TemplateFields): ZaloReply {
    if (!this.people.has(id)) return no(-118, "Zalo account does not exist");
    if (!template || Object.values(data ?? {}).some((value) => typeof value !== "string" || value === ""))
      return no(-132, "parameter is invalid");
    this.templates.push({ to: id, data: data ?? {} });
    return yes({ message_id: `t${String(++this.#messages).padStart(19, "0")}`, sent_time: `${Date.now()}` });
  }

  #upload(form: Buffer, mostBytes: number, field: string): ZaloReply {
    const start = form.indexOf("\r\n\r\n") + 4;
    const bytes = form.subarray(start, form.lastIndexOf("\r\n--"));
    if (bytes.byteLength > mostBytes) return no(-210, "Parameter exceeds allowable limit");
    if (!/filename="[^"]+\.\w+"/.test(form.subarray(0, start).toString())) return yes({});
    const handle = `U${this.uploads.size + 1}-${form.byteLength}`;
    this.uploads.set(handle, Buffer.from(bytes));
    return yes({ [field]: handle });
  }
}

type TemplateFields = {
  readonly user_id?: string;
  readonly template_id?: string;
  readonly template_data?: Readonly<Record<string, string>>;
};

type ListElement = {
  readonly title?: string;
  readonly subtitle?: string;
  readonly default_action?: { readonly payload?: string };
};

type SendFields = {
  readonly recipient?: { readonly user_id?: string };
  readonly message?: {
    readonly text?: string;
    readonly attachment?: {
      readonly payload?: {
        readonly buttons?: readonly { readonly title: string; readonly payload: string }[];
        readonly template_type?: string;
        readonly elements?: readonly ({ readonly attachment_id?: string } & ListElement)[];
        readonly token?: string;
      };
    };
  };
};

/** A webhook call as the platform signs it: over these very bytes. */
export function signedCall(body: object | string | Uint8Array, secret: string = oa.secretKey): WebhookCall {
  const isBytes = body instanceof Uint8Array;
  const bytes = isBytes ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const timestamp = /"timestamp":"?([0-9]+)/.exec(Buffer.from(bytes).toString("latin1"))?.[1] ?? "";
  const mac = createHash("sha256").update(oa.appId).update(bytes).update(timestamp).update(secret);
  return { headers: { "x-zevent-signature": `mac=${mac.digest("hex")}` }, body: bytes };
}

let events = 0;

/** The event of a person who writes to the account now. */
export function textEvent(userId: string, text: string): object {
  return {
    app_id: oa.appId,
    sender: { id: userId },
    user_id_by_app: "552177279717587730",
    recipient: { id: oa.oaId },
    event_name: "user_send_text",
    message: { text, msg_id: `96d3cdf3af${String(++events).padStart(9, "0")}` },
    timestamp: String(Date.now()),
  };
}

/** The events as a bad day delivers them: each one to three times, in any order. A seed repeats the day. */
export function stormOf<T>(given: readonly T[], seed: number): T[] {
  const numbered = given.flatMap((event, index) =>
    Array.from({ length: 1 + ((index * seed) % 3) }, (_, copy) => ({
      event,
      at: createHash("sha256").update(`${seed} ${index} ${copy}`).digest("hex"),
    })),
  );
  return numbered.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ event }) => event);
}
