import { register, registerText } from "../proposals/register.ts";
import type { Command } from "./command.ts";
import { withDatabase } from "./stores.ts";

export const commands: readonly Command[] = [
  {
    name: "proposals list",
    operands: [],
    meaning: "Print the register of proposals and ideas.",
    details:
      "Number, day, state, author, unit and first words of each; then how many there are in each state.",
    run: ({ io }) =>
      withDatabase(io, async (db) => {
        io.write(`${registerText(await register(db.read))}\n`);
        return 0;
      }),
  },
];
