/** The message itself must not wait long for its preview. */
const settleMs = 1_500;

/** An answer shown while it is being written. */
export type DraftShower = {
  /** Shows the newest text; one that is overtaken while another is on its way is never shown. */
  show(text: string): void;
  /** No draft is shown any more when this resolves, so that none can follow the message it announced. */
  settle(): Promise<void>;
};

/** Shows drafts one after the other through `send`, which never rejects. */
export function createDraftShower(send: (text: string) => Promise<void>): DraftShower {
  let next: string | undefined;
  let underWay: Promise<void> | undefined;
  let isOver = false;

  async function sendAll(): Promise<void> {
    while (next !== undefined && !isOver) {
      const text = next;
      next = undefined;
      await send(text);
    }
    underWay = undefined;
  }

  return {
    show(text) {
      if (isOver) return;
      next = text;
      underWay ??= sendAll();
    },
    async settle() {
      isOver = true;
      if (underWay === undefined) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, settleMs);
      });
      await Promise.race([underWay, patience]);
      clearTimeout(timer);
    },
  };
}
