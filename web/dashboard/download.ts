import { useState } from "react";
import { ApiFault, fetchFile } from "./api.ts";

/** Fetches a file and lets the browser keep it; what the server refuses is said on the page. */
export function useDownload(): {
  readonly isBusy: boolean;
  readonly fault: ApiFault | undefined;
  readonly load: (path: string) => Promise<void>;
} {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault>();
  const load = async (path: string) => {
    setBusy(true);
    setFault(undefined);
    try {
      keep(await fetchFile(path));
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, fault, load };
}

function keep({ name, bytes }: { name: string; bytes: Blob }): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
