import { accountTexts as words } from "./officers-texts.ts";

/** `Firefox · Windows` out of what a browser calls itself. */
export function deviceName(device: string): string {
  const browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(device)?.[0];
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(device)?.[0];
  const known = [browser && (names[browser] ?? browser), system].filter(Boolean);
  return known.join(" · ") || words.unknownDevice;
}
