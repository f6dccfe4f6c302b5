import { Session } from "node:inspector";

/** What of the program ran since the last look, as V8 counts it: blocks of the files whose paths hold one of `parts`. */
export type Coverage = {
  /** The blocks that ran since the last look. */
  take(): string[];
  stop(): void;
};

export function watchCoverage(parts: readonly string[]): Coverage {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  return {
    take() {
      const blocks: string[] = [];
      // The inspector of one's own thread answers before `post` returns.
      session.post("Profiler.takePreciseCoverage", (_error, taken) => {
        for (const { url, functions } of taken?.result ?? []) {
          if (!url.includes("/src/") || !parts.some((part) => url.includes(part))) continue;
          for (const { ranges } of functions) {
            for (const { startOffset, endOffset, count } of ranges) {
              if (count > 0) blocks.push(`${url.slice(-40)} ${startOffset} ${endOffset}`);
            }
          }
        }
      });
      return blocks;
    },
    stop() {
      session.post("Profiler.stopPreciseCoverage");
      session.disconnect();
    },
  };
}
