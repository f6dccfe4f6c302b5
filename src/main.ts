import { startApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { describeError, isFailure } from "./kit/failure.ts";
import { createLog, redactTokens } from "./kit/log.ts";

/** How long a stop may take before the process ends anyway; what is left is recovered at the next start. */
const stopPatienceMs = 20_000;

/** Starts the program and keeps it until a signal asks it to stop. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const app = await startApp(config, {
    log,
    onRoleLost: (role) => {
      log.error("role.lost", { role });
      process.exit(1);
    },
  });
  log.info("app.started", {
    address: app.address,
    roles: config.roles.join(),
    database: config.database.kind,
  });
  if (app.address) {
    process.stdout.write(
      `\nCầu Nối is ready: ${config.server.publicUrl}  (dashboard: ${config.server.publicUrl}/admin)\n`,
    );
  }
  if (app.setUpLink) {
    process.stdout.write(`Set the dashboard up (this link works once, for three days): ${app.setUpLink}\n`);
  }
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info("app.stopping", { signal });
    setTimeout(() => process.exit(1), stopPatienceMs).unref();
    void app.stop().then(() => {
      log.info("app.stopped");
      process.exit(0);
    });
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((error: unknown) => {
  // One clear line for what the operator can mend; a stack only for what is our own mistake.
  const words = isFailure(error) ? error.message : describeError(error);
  process.stderr.write(`${redactTokens(words)}\n`);
  if (!isFailure(error) && error instanceof Error)
    process.stderr.write(`${redactTokens(error.stack ?? "")}\n`);
  process.exit(1);
});
