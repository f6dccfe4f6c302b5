import { look } from "./cli/checks/finding.ts";
import type { Config } from "./config.ts";
import type { Clock } from "./kit/time.ts";

/**
 * What `caunoi doctor` says of one service, for officers who set it up in the dashboard. The checks ask the platform
 * with the settings this process runs by, and change nothing there.
 */
export function createCheckUp(config: Config, clock: Clock) {
  const { telegram, zaloOa, zaloBot, model } = config;
  const checks = {
    telegram: {
      isOn: telegram !== undefined,
      find: () => look("telegram", () => askTelegram(config, clock)),
    },
    zalo: { isOn: Boolean(zaloOa ?? zaloBot), find: () => look("zalo", () => askZalo(config, clock)) },
    model: { isOn: model !== undefined, find: () => look("model", () => askModel(config)) },
  };
  return async (what: keyof typeof checks) => {
    const { isOn, find } = checks[what];
    const found = isOn ? await find() : [];
    return { isOn, lines: found.map(({ level, words }) => ({ level, words })) };
  };
}

async function askTelegram(config: Config, clock: Clock) {
  const { checkTelegram } = await import("./cli/checks/services.ts");
  return checkTelegram(config, clock);
}

async function askZalo(config: Config, clock: Clock) {
  const { checkZaloBot, checkZaloOa } = await import("./cli/checks/zalo.ts");
  const { zaloBot, zaloOa } = config;
  return [
    ...(zaloOa ? await checkZaloOa(config, clock) : []),
    ...(zaloBot ? await checkZaloBot(config, clock) : []),
  ];
}

async function askModel(config: Config) {
  const { checkLanguageModel } = await import("./cli/checks/model.ts");
  return checkLanguageModel(config);
}
