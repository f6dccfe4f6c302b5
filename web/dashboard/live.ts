import { useEffect } from "react";

/** Called when the server says that something changed. */
const listeners = new Set<() => void>();
let isOpen = false;

function setOpen(value: boolean): void {
  isOpen = value;
}

/** Calls `read` as soon as anything changed on the server, as long as the page is shown. */
export function onNews(read: () => void): () => void {
  listeners.add(read);
  return () => listeners.delete(read);
}

/** Whether news arrive by themselves now; otherwise pages read again from time to time. */
export function isLive(): boolean {
  return isOpen;
}

/**
 * Holds one stream of news open while the window is in view: browsers allow six connections to a server, and
 * tabs in the background shall not take them.
 */
export function useLiveNews(): void {
  useEffect(() => {
    let stream: EventSource | undefined;
    let seen = "";
    const tell = (event: MessageEvent<string>) => {
      setOpen(true);
      const isNew = seen !== "" && seen !== event.data;
      seen = event.data;
      if (isNew) for (const read of listeners) read();
    };
    const close = () => {
      stream?.close();
      stream = undefined;
      setOpen(false);
    };
    const follow = () => {
      if (document.visibilityState !== "visible") return close();
      if (stream && stream.readyState !== EventSource.CLOSED) return;
      stream = new EventSource("/admin/api/live");
      stream.addEventListener("hello", tell);
      stream.addEventListener("changed", tell);
      stream.addEventListener("error", () => setOpen(false));
    };
    follow();
    // A stream the server refused (its session was over) is tried again now and then.
    const timer = setInterval(follow, 20_000);
    document.addEventListener("visibilitychange", follow);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", follow);
      close();
    };
  }, []);
}
