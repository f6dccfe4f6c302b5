import type { Command } from "./command.ts";
import { commands as council } from "./proposals-council.ts";
import { commands as decisions } from "./proposals-decide.ts";
import { commands as finding } from "./proposals-find.ts";
import { commands as life } from "./proposals-life.ts";
import { paperCommands } from "./proposals-papers.ts";

export const commands: readonly Command[] = [...finding, ...life, ...council, ...decisions, ...paperCommands];
