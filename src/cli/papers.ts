import type { Command } from "./command.ts";
import { columns, misuse } from "./command.ts";
import { writeWhole } from "./proposals-papers.ts";

export const commands: readonly Command[] = [
  {
    name: "papers list",
    operands: [],
    meaning: "List the official papers with the names commands call them by.",
    async run({ io }) {
      const { layouts } = await import("../papers/kinds.ts");
      io.write(columns(Object.entries(layouts).map(([kind, layout]) => [kind, layout().title])));
      return 0;
    },
  },
  {
    name: "papers fields",
    operands: [],
    meaning: "List the {fields} a template of a paper may hold.",
    async run({ io }) {
      const { listFields, textFields } = await import("../papers/fields.ts");
      const rows = Object.entries(textFields).map(([name, meaning]) => [`{${name}}`, meaning]);
      for (const [list, fields] of Object.entries(listFields)) {
        rows.push([`{#${list}}`, `one row each, up to {/${list}}:`]);
        for (const [name, meaning] of Object.entries(fields)) rows.push([`  {${name}}`, meaning]);
      }
      io.write(columns([...rows, ["{qr}", "picture: the way to ask how the proposal stands"]]));
      return 0;
    },
  },
  {
    name: "papers template",
    operands: ["KIND", "FILE.docx"],
    meaning: "Write the template of a paper, to be changed in Word and put into DATA_DIR/templates.",
    details:
      "KIND is one of those `caunoi papers list` names; the changed file keeps the name KIND.docx there.",
    async run({ io, operands: [kind = "", path = ""] }) {
      const { isPaperKind, paperKinds } = await import("../papers/kinds.ts");
      if (!isPaperKind(kind)) return misuse(io, `"${kind}" is none of ${paperKinds.join(", ")}`);
      const { shippedTemplate } = await import("../papers/fill.ts");
      await writeWhole(path, await shippedTemplate(kind));
      io.write(`${path}\n`);
      return 0;
    },
  },
];
