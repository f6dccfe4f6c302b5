/** A line that tells what worked; it goes by itself. */
export type Toast = { readonly id: number; readonly words: string };

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const shownMs = 6_000;

export function toast(words: string): void {
  const one = { id: ++last, words };
  show([...toasts.slice(-2), one]);
  setTimeout(() => dismiss(one.id), shownMs);
}

export function dismiss(id: number): void {
  show(toasts.filter((one) => one.id !== id));
}

export function readToasts(): readonly Toast[] {
  return toasts;
}

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
