import type { Io } from "./cli/command.ts";
import { run } from "./cli/run.ts";
import { readConfig } from "./config.ts";
import { systemClock } from "./kit/time.ts";

// `caunoi … | head` closes our stdout early: that is no fault of the command.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  throw error;
});

const io: Io = {
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  input: process.stdin,
  config: readConfig,
  clock: systemClock,
};
process.exitCode = await run(process.argv.slice(2), io);
