import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import { type Config, readConfig } from "../../src/config.ts";
import { type Clock, instant } from "../../src/kit/time.ts";

export type Ran = { readonly code: number; readonly out: string; readonly errors: string };

/** A place where commands are typed: a data folder of its own, and what each command wrote. */
export type Terminal = {
  readonly folder: string;
  readonly config: Config;
  type(args: readonly string[], input?: string): Promise<Ran>;
  close(): void;
};

/** Commands run in this process, with `env` as the whole environment and a clock that stands at `now`. */
export function openTerminal(env: Record<string, string> = {}, now = "2026-11-22T01:00:00Z"): Terminal {
  const folder = mkdtempSync(join(tmpdir(), "caunoi-terminal-"));
  const settings = { DATA_DIR: folder, PORT: "1", ...env };
  const clock: Clock = () => instant(now);
  return {
    folder,
    get config() {
      return readConfig(settings);
    },
    async type(args, input = "") {
      let out = "";
      let errors = "";
      const io = {
        write: (text: string) => {
          out += text;
        },
        complain: (text: string) => {
          errors += text;
        },
        input: (async function* () {
          yield Buffer.from(input);
        })(),
        config: () => readConfig(settings),
        clock,
      };
      const code = await run(args, io);
      return { code, out, errors };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
