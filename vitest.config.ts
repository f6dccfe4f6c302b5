import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: "threads",
    // Modules of this project hold no state of their own, so files may share them: a third less work.
    isolate: false,
    // One more than the cores of a small machine: some stories wait for a minute to come.
    maxWorkers: 3,
    globalSetup: ["test/support/postgres.ts", "test/support/dashboard-build.ts"],
  },
});
