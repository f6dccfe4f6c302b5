import { NativeSelect, TextInput } from "@mantine/core";
import type { FormDefinition } from "../../../src/participation/definition.ts";
import { formTexts as words } from "./forms-page-texts.ts";

type Who = FormDefinition["who"];
type Kind = keyof typeof words.whoOf;

function kindOf(who: Who): Kind {
  if (who === "all") return "all";
  if ("unit" in who) return "unit";
  if ("role" in who) return "role";
  return "state" in who && who.state === "active" ? "active" : "other";
}

type Props = { readonly who: Who; readonly onChange: (who: Who) => void };

/** Who may answer. A rule of another kind, from a file, stays as it is. */
export function WhoFields({ who, onChange }: Props) {
  const kind = kindOf(who);
  const kinds: readonly Kind[] = [
    "all",
    "active",
    "unit",
    "role",
    ...(kind === "other" ? ["other" as const] : []),
  ];
  const choose = (next: Kind) => {
    if (next === "all") onChange("all");
    if (next === "active") onChange({ state: "active" });
    if (next === "unit") onChange({ unit: "" });
    if (next === "role") onChange({ role: "" });
  };
  const named = who !== "all" && ("unit" in who || "role" in who) ? who : undefined;
  return (
    <div className="row">
      <NativeSelect
        label={words.who}
        value={kind}
        data={kinds.map((value) => ({ value, label: words.whoOf[value] }))}
        onChange={(event) => choose(event.currentTarget.value as Kind)}
      />
      {named ? (
        <TextInput
          label={"unit" in named ? words.unitCode : words.roleName}
          maxLength={200}
          value={"unit" in named ? named.unit : named.role}
          onChange={({ currentTarget: { value } }) =>
            onChange("unit" in named ? { unit: value } : { role: value })
          }
        />
      ) : null}
    </div>
  );
}
