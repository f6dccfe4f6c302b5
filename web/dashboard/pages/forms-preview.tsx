import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PreviewTurn } from "../../../src/dashboard/forms-shapes.ts";
import type { FormDefinition } from "../../../src/participation/definition.ts";
import { useChange } from "../change.ts";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { formTexts as words } from "./forms-page-texts.ts";
import { placeOf } from "./forms-places.ts";

type Line = { readonly key: number; readonly isOurs: boolean; readonly text: string };
type Going = Extract<PreviewTurn, { kind: "turn" }>;

/** A form tried out as a chat; nothing of it is kept. */
export function FormPreview({ definition }: { readonly definition: FormDefinition }) {
  const { make, isBusy, fault } = useChange<PreviewTurn>();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [turn, setTurn] = useState<PreviewTurn>();
  const [typed, setTyped] = useState("");
  const going = turn?.kind === "turn" && turn.outcome === "going" ? turn : undefined;
  const say = async (said: { text: string; choice: string | null; shown: string } | null) => {
    const body = {
      definition,
      state: said && going ? going.state : null,
      text: said?.text ?? "",
      choice: said?.choice ?? null,
    };
    const next = await make("/forms-preview", body);
    if (!next) return;
    setTurn(next);
    setTyped("");
    const before = said ? [...lines, { key: lines.length, isOurs: false, text: said.shown }] : [];
    const says = next.kind === "turn" ? next.says : [];
    setLines([...before, ...says.map((text, at) => ({ key: before.length + at, isOurs: true, text }))]);
  };
  const send = async () => {
    if (typed.trim() !== "") await say({ text: typed, choice: null, shown: typed });
  };
  return (
    <section className="sheet stack" aria-label={words.preview}>
      <h2>{words.preview}</h2>
      <p className="quiet">{words.previewBody}</p>
      <Button variant="default" loading={isBusy} onClick={() => void say(null)}>
        {turn === undefined ? words.previewStart : words.previewAgain}
      </Button>
      <FaultBox fault={fault} />
      <Said turn={turn} lines={lines} />
      {turn?.kind === "turn" && turn.outcome !== "going" ? (
        <p className="banner" role="status">
          {words.previewEnd[turn.outcome]}
        </p>
      ) : null}
      {going ? <Choices turn={going} onPress={say} /> : null}
      {going ? (
        <Form className="row" onSend={send}>
          <TextInput
            label={words.previewSay}
            value={typed}
            maxLength={20_000}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" loading={isBusy}>
            {words.previewSend}
          </Button>
        </Form>
      ) : null}
    </section>
  );
}

type Press = (said: { text: string; choice: string; shown: string }) => Promise<void>;

function Choices({ turn, onPress }: { readonly turn: Going; readonly onPress: Press }) {
  return (
    <div className="row">
      {turn.choices.map(({ label, action }) => (
        <button
          key={action}
          type="button"
          className="chip"
          onClick={() => void onPress({ text: "", choice: action, shown: label })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** What is wrong with the form, or what was said so far. */
function Said({ turn, lines }: { readonly turn: PreviewTurn | undefined; readonly lines: readonly Line[] }) {
  return (
    <>
      {turn?.kind === "faulty" ? (
        <ul aria-label={words.faults}>
          {turn.faults.map(({ path, words: said }) => (
            <li key={`${path} ${said}`} className="fate">
              {placeOf(path)}: {said}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="stack" role="log" aria-label={words.preview}>
        {lines.map(({ key, isOurs, text }) => (
          <p key={key} className={isOurs ? "line member lines" : "line ours lines"}>
            {text}
          </p>
        ))}
      </div>
    </>
  );
}
