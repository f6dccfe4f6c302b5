import { useEffect, useState } from "react";
import type { About } from "../../src/dashboard/shapes.ts";
import { get } from "./api.ts";

let asked: Promise<About> | undefined;

/** What everybody may know of this installation; undefined until it is known. Asked for once. */
export function useAbout(): About | undefined {
  const [about, setAbout] = useState<About>();
  useEffect(() => {
    asked ??= get<About>("/about");
    asked.then(setAbout, () => {
      asked = undefined;
    });
  }, []);
  return about;
}
