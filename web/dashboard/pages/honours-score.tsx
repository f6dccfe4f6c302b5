import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { HonourCandidate, HonourView } from "../../../src/dashboard/honours-shapes.ts";
import { useChange } from "../change.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Form } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { honourTexts as words } from "./honours-texts.ts";

type Props = {
  readonly round: HonourView;
  readonly one: HonourCandidate;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

/** One's own sheet for one candidate. */
export function HonourSheet({ round, one, onClose, onChanged }: Props) {
  const [points, setPoints] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(one.mine ?? {}).map(([id, value]) => [id, String(value)])),
  );
  const [comment, setComment] = useState("");
  const { make, isBusy, fault, field } = useChange();
  const send = async () => {
    const given = round.rubric.flatMap(({ id }) => {
      const text = (points[id] ?? "").trim().replace(",", ".");
      return text === "" ? [] : [[id, Number(text)] as const];
    });
    const body = { number: one.number, points: Object.fromEntries(given), comment };
    const done = await make(`/honours/${round.id}/score`, body, words.kept);
    onChanged();
    if (done) onClose();
  };
  return (
    <Dialog title={words.scoreTitle(one.number)} onClose={onClose}>
      <Form onSend={send}>
        <p>{one.start}</p>
        {round.rubric.map(({ id, label, weight, help }) => (
          <TextInput
            key={id}
            label={words.most100(label, weight)}
            description={help}
            inputMode="decimal"
            maxLength={6}
            value={points[id] ?? ""}
            onChange={({ currentTarget: { value } }) => setPoints((old) => ({ ...old, [id]: value }))}
          />
        ))}
        {field("points") ? (
          <p role="alert" className="fate">
            {field("points")}
          </p>
        ) : null}
        <Textarea
          label={words.comment}
          rows={2}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <FaultBox fault={fault} />
        <div className="row end">
          <Button type="submit" loading={isBusy}>
            {words.keep}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
