import type { FileRef } from "../kit/message.ts";
import { fieldOf } from "./form.ts";
import { gather } from "./gather.ts";
import { isAboutPicture } from "./reading/caption.ts";
import { readAnswer } from "./reading/read-answer.ts";
import { texts } from "./texts.ts";
import type { Moment } from "./turn.ts";
import { fieldNamed } from "./words.ts";

/**
 * Keeps the files of a turn, each with `caption` (null when the words beside it are an answer). The same file
 * sent again is the same file; those beyond the form's limit are named, not dropped in silence.
 */
export function withFiles(moment: Moment, files: readonly FileRef[], caption: string | null): Moment {
  const { form, state } = moment;
  const known = new Set(state.files.map(({ handle }) => handle));
  const fresh = files.filter(({ handle }) => !known.has(handle));
  const room = Math.max(0, form.mostFiles - state.files.length);
  const kept = [...state.files, ...fresh.slice(0, room).map((file) => ({ ...file, caption }))];
  const isPhotos = kept.every(({ kind }) => kind === "photo");
  const lead = [texts.filesKept(Math.min(fresh.length, room), kept.length, isPhotos)];
  if (fresh.length > room) lead.push(texts.filesFull(form.mostFiles, fresh.length - room));
  return { ...moment, state: { ...state, files: kept }, lead };
}

/** Whether the words beside a picture answer what stands now; all others describe the picture. */
export function isAnswer({ form, state, now }: Moment, text: string): boolean {
  if (isAboutPicture(text)) return false;
  if (gather(form, state, text, now)) return true;
  if (state.step.kind === "which") return fieldNamed(form, state, text) !== undefined;
  const field = state.step.kind === "ask" ? fieldOf(form, state.step.field) : undefined;
  return field !== undefined && readAnswer(field, text, now).kind !== "unclear";
}
