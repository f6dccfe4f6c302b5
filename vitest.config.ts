import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Whole programs and browsers first: a long story that begins last would run alone at the end. */
const long = /\/test\/(?:web|drills|journeys)\//;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      moduleId.endsWith("stranger.test.ts") ? 0 : long.test(moduleId) ? 1 : 2;
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A busy machine is slow, not wrong: a story with a browser may wait, and what a pause of the machine broke is
    // told again, at most twice.
    testTimeout: 60_000,
    retry: 2,
    hookTimeout: 60_000,
    pool: "threads",
    // Modules of this project hold no state of their own, so files may share them: a third less work.
    isolate: false,
    // One more than the cores of a small machine: some stories wait for a minute to come, or for a browser.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    globalSetup: ["test/support/postgres.ts", "test/support/dashboard-build.ts", "test/support/browser.ts"],
  },
});
