import { fold, isMarked, normalize } from "../kit/vietnamese.ts";
import { activeFields, askedFields, type Field, type Form, fieldOf } from "./form.ts";
import type { State } from "./state.ts";
import { texts } from "./texts.ts";
import { type Moment, repeat, type Turn } from "./turn.ts";
import { fieldNamed } from "./words.ts";

const part = "(?:phan|cho|doan|cai|cong thuc|noi dung|bi quyet|muc|y|cau)";
const this_ = "(?:nay|do|kia|tren|vua roi|vua ke|vua viet|o tren)";
const secret = "(?:bi mat|kin|bao mat)";
/** "Bi mat" without marks is bị mất as well: alone it counts where the clause ends with it. */
const ending = "(?= (?:nhe|nha|a|giup|ho|gium|cho|giua|voi)\\b|\\s*(?:$|[.,;:!)\\n]))";

/** Folded: the writer asks to keep what they write, or wrote last, from others. */
const requests = [
  new RegExp(
    `\\b${part} ${this_}(?: (?:la|can|xin|nho|thi|em|toi|minh|phai|duoc))* (?:giu )?${secret}${ending}`,
  ),
  /\(\s*(?:bi mat|giu kin|giu bi mat|bao mat)[^)]{0,20}\)/,
  new RegExp(`\\b(?:xin|nho|can|phai|muon|hay|lam on|giup) (?:duoc )?giu (?:bi mat|kin)${ending}`),
  new RegExp(`\\bgiu (?:bi mat|kin) (?:giup|ho|gium|nhe|nha|${part})\\b`),
  /\bdung (?:cho ai biet|noi (?:cho|voi) ai|tiet lo|cong khai|de lo)\b/,
  /\b(?:khong|ko) (?:duoc |muon )?(?:tiet lo|cong khai)\b/,
];

/** Whether a text asks to keep something in it secret ("tỷ lệ pha 3:2, phần này bí mật nhé"). */
export function asksSecrecy(text: string): boolean {
  const words = flat(text);
  return requests.some((pattern) => pattern.test(words));
}

/** Whether a text so much as mentions secrets: enough to keep it on this machine. */
export function mentionsSecrets(text: string): boolean {
  return /\b(?:bi mat|bao mat|giu kin|tiet lo|cong khai|ai biet|noi voi ai|noi cho ai|de lo|bi quyet)\b/.test(
    fold(text),
  );
}

/** Whether something told to this form is to be kept secret, or is being asked for right now. */
export function holdsSecrets(form: Form, { answers, step }: State): boolean {
  if (form.secret === undefined) return false;
  return answers[form.secret] !== undefined || (step.kind === "ask" && step.field === form.secret);
}

/** Said by itself: this part, or the named one, is secret, or nothing is any more. */
type SecretCommand =
  | { readonly kind: "secret"; readonly field: Field | null }
  | { readonly kind: "noSecret" }
  | { readonly kind: "skip" };

const polite = "(?:da |vang |em |toi |minh |xin |nho |ad |ban |oi |lam on )*";
const after = "(?: (?:a|ah|nhe|nha|nhe a|giup|ho|gium|em|toi|minh|voi|ban|ad|cho em|cho toi))*";
const thisOnly = new RegExp(
  `^${polite}${part}? ?${this_}(?: (?:la|can|xin|nho|thi|em|phai|duoc))* (?:giu )?${secret}${after}$`,
);
const keepOnly = new RegExp(`^${polite}giu (?:bi mat|kin)(?: ${part} ${this_})?${after}$`);
const keepNamed = new RegExp(`^${polite}(?:giu )?${secret} (?:phan |muc )(.{1,40}?)${after}$`);
const namedKept = new RegExp(
  `^${polite}(?:phan |muc )(.{1,40}?)(?: (?:la|can|xin|phai|duoc))* (?:giu )?${secret}${after}$`,
);
const noSecret = new RegExp(
  `^${polite}(?:bo (?:danh dau )?(?:bi mat|bao mat)|(?:khong|ko|k|het) (?:con |can |co |phai )*(?:giu )?(?:bi mat|kin|bao mat)(?: gi)?(?: nua| dau)?)${after}$`,
);

const nothing = new RegExp(
  `^${polite}(?:khong|ko|k)(?: co| can)?(?: gi| phan nao)?(?: ca| het| dau)?${after}$`,
);

/** What a whole message says about secrecy; undefined when it is about something else. */
export function secretCommand(form: Form, state: State, text: string): SecretCommand | undefined {
  if (form.secret === undefined || text.length > 80) return undefined;
  const words = flat(text)
    .replace(/[^\p{L}\p{N} ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const isAsked = state.step.kind === "ask" && state.step.field === form.secret;
  // Asked outright, a bare no is no secret; everything else names one.
  if (isAsked) return nothing.test(words) || noSecret.test(words) ? { kind: "skip" } : undefined;
  if (noSecret.test(words)) return { kind: "noSecret" };
  if (thisOnly.test(words) || keepOnly.test(words)) return { kind: "secret", field: null };
  const name = (keepNamed.exec(words) ?? namedKept.exec(words))?.[1];
  const field = name === undefined ? undefined : fieldNamed(form, state, name);
  return field && { kind: "secret", field };
}

/** Does it, and says what it means and how to take it back. */
export function obeySecret(moment: Moment, command: Exclude<SecretCommand, { kind: "skip" }>): Turn {
  const { form, state } = moment;
  if (command.kind === "secret") {
    const label = command.field?.label ?? lastAnswered(form, state)?.label ?? texts.secretAll;
    return repeat(withSecret(moment, label), [texts.secretKept(label)]);
  }
  const answers = Object.fromEntries(Object.entries(state.answers).filter(([id]) => id !== form.secret));
  return repeat({ ...moment, state: { ...state, answers } }, [texts.secretDropped]);
}

/** The state with one more part named as secret. */
export function withSecret(moment: Moment, label: string): Moment {
  const { form, state } = moment;
  if (form.secret === undefined) return moment;
  const before = state.answers[form.secret];
  const named = before?.kind === "text" ? before.text.split("; ") : [];
  if (named.includes(label)) return moment;
  const answer = { kind: "text" as const, text: [...named, label].join("; ") };
  const skipped = state.skipped.filter((id) => id !== form.secret);
  return {
    ...moment,
    state: { ...state, skipped, answers: { ...state.answers, [form.secret]: answer } },
  };
}

/** What "this part" means while a question stands: the answer before it. */
function lastAnswered(form: Form, state: State): Field | undefined {
  const { step, answers } = state;
  if (step.kind !== "ask") return undefined;
  const here = fieldOf(form, step.field);
  const asked = askedFields(form, answers);
  const until = here && activeFields(form, answers).includes(here) ? asked.indexOf(here) : -1;
  return asked
    .slice(0, until < 0 ? asked.length : until)
    .findLast(({ id }) => answers[id] !== undefined && id !== form.secret);
}

/** Folded, where "bị mất" written with its marks is no secret. */
function flat(text: string): string {
  const plain = isMarked(text) ? normalize(text).replace(/bị mất/g, "×") : text;
  return fold(plain);
}
