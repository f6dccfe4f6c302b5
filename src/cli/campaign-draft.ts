import { openAssistant } from "../assistant.ts";
import {
  clausesCalled,
  type DraftKind,
  draftByTemplate,
  draftKinds,
  draftWithModel,
  type Guard,
} from "../campaigns/drafting.ts";
import { assistDraft } from "../campaigns/drafting-assist.ts";
import { silenceTracing } from "../config.ts";
import { Failure } from "../kit/failure.ts";
import { silentLog } from "../kit/log.ts";
import { findGroundFaults } from "../questions/ground.ts";
import type { Call, Command, ExitCode } from "./command.ts";
import { readLibrary, withDatabase, withLibrary } from "./stores.ts";

/** The guard of answers to members judges drafts as well. */
const guard: Guard = (library, said) => findGroundFaults(library, said).length === 0;

export const draftCommands: readonly Command[] = [
  {
    name: "campaign draft",
    operands: [],
    options: {
      from: {
        type: "string",
        value: "CLAUSES",
        meaning: "Clauses as kh-360#II.3.4, several with commas between.",
      },
      kind: { type: "string", value: "KIND", meaning: `${draftKinds.join(", ")}; notice when left out.` },
    },
    meaning: "Print a campaign file made from clauses, for you to change and add.",
    details:
      "Every word of it is a quotation with its clause or, with OPENAI_MODEL set, a sentence that its clause carries.\n" +
      "What stands between {{ }} has to be filled in: `campaign add` takes no file that still holds it.\n" +
      "Sentences of the model that no clause carries are left out and named on stderr.",
    run: draft,
  },
  {
    name: "campaign assist",
    operands: ["WISH"],
    meaning: "Let the drafting assistant look for clauses and print a campaign file about what you wish.",
    details:
      'For example: caunoi campaign assist "nhắc đoàn viên gửi sáng kiến trước ngày 18/5"\n' +
      "Needs OPENAI_MODEL and the optional packages langchain and @langchain/openai. Takes a minute at most.",
    run: assist,
  },
];

function draft({ io, text }: Call): Promise<ExitCode> {
  const references = (text("from") ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (references.length === 0) throw new Failure("invalid", "Name the clauses: --from kh-360#II.3.4.");
  const kind = kindCalled(text("kind"));
  const now = io.clock();
  return readLibrary(io, async (library) => {
    const clauses = clausesCalled(library, references);
    const model = io.config().model;
    const dropped = model
      ? await withDatabase(io, async (db) => {
          const opened = openAssistant(model, {
            db,
            library: () => library,
            clock: io.clock,
            log: silentLog,
          });
          if (!opened) return undefined;
          const asked = {
            kind,
            now,
            guard,
            model: opened.assistant.model,
            deadline: opened.assistant.model.deadline(),
          };
          const made = await draftWithModel(library, clauses, asked);
          await opened.close();
          io.write(made.file);
          return made.dropped;
        })
      : undefined;
    if (!dropped) io.write(draftByTemplate(library, clauses, { kind, now }));
    complainDropped(io, dropped ?? []);
    return 0;
  });
}

function assist({ io, operands }: Call): Promise<ExitCode> {
  silenceTracing();
  return withDatabase(io, (db, config) =>
    withLibrary(db, io.clock, async (library) => {
      const asked = { queries: db.read, library, guard, now: io.clock(), settings: config.model };
      const made = await assistDraft(operands[0] ?? "", asked);
      if (made.kind === "none") {
        io.complain(`caunoi: ${made.words}\n`);
        return 1;
      }
      io.write(made.file);
      complainDropped(io, made.dropped);
      return 0;
    }),
  );
}

function complainDropped(io: Call["io"], dropped: readonly string[]): void {
  for (const sentence of dropped) io.complain(`Left out, no clause carries it: ${sentence}\n`);
}

function kindCalled(text = "notice"): DraftKind {
  const kind = draftKinds.find((one) => one === text);
  if (!kind) throw new Failure("invalid", `--kind takes one of ${draftKinds.join(", ")}.`);
  return kind;
}
