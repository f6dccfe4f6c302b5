import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ProposalRecordView } from "../../../src/dashboard/proposal-shapes.ts";
import { useChange } from "../change.ts";
import { useRight } from "../me.ts";
import { Form, useFields } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { sayDay, sayNumber } from "../words.ts";
import { workTexts as words } from "./proposal-work-texts.ts";

type Props = { readonly found: ProposalRecordView; readonly onChanged: () => void };

/** Who was asked to look at the application, until when, and what they said. */
export function Reviews({ found, onChanged }: Props) {
  const mayMove = useRight("proposals.move");
  const { make, isBusy, fault, field } = useChange();
  const { given, setGiven, bind } = useFields({ reviewer: "", due: "" }, field);
  const mayReview = mayMove && found.steps.mayReview;
  if (found.reviews.length === 0 && !mayReview) return null;
  const assign = async () => {
    if (await make(`/proposals/${found.number}/reviewer`, given, words.assigned))
      setGiven({ reviewer: "", due: "" });
    onChanged();
  };
  return (
    <section className="sheet stack">
      <h2>{words.reviews}</h2>
      {found.reviews.map((review) => (
        <div key={`${review.reviewer} ${review.due} ${review.opinion === null}`}>
          <p className="strong">{review.reviewer}</p>
          <p className="quiet">{words.until(sayDay(review.due))}</p>
          {review.opinion ? <p className="lines">{review.opinion}</p> : null}
          {review.opinion === null && mayReview ? (
            <Opinion number={found.number} reviewer={review.reviewer} onChanged={onChanged} />
          ) : null}
        </div>
      ))}
      {mayReview ? (
        <Form onSend={assign}>
          <TextInput {...bind("reviewer")} label={words.reviewer} maxLength={100} />
          <TextInput {...bind("due")} label={words.due} type="date" />
          <FaultBox fault={fault} />
          <Button type="submit" variant="default" loading={isBusy}>
            {words.assign}
          </Button>
        </Form>
      ) : null}
    </section>
  );
}

type OpinionProps = { readonly number: string; readonly reviewer: string; readonly onChanged: () => void };

function Opinion({ number, reviewer, onChanged }: OpinionProps) {
  const { make, isBusy, fault, field } = useChange();
  const { given, bind } = useFields({ opinion: "" }, field);
  const send = async () => {
    await make(`/proposals/${number}/opinion`, { ...given, reviewer }, words.opinionKept);
    onChanged();
  };
  return (
    <Form onSend={send}>
      <Textarea {...bind("opinion")} label={words.opinion(reviewer)} rows={3} maxLength={8000} />
      <FaultBox fault={fault} />
      <Button type="submit" size="xs" variant="default" loading={isBusy}>
        {words.keepOpinion}
      </Button>
    </Form>
  );
}

const noMoney = {
  kind: "remuneration",
  amount: "",
  paidOn: "",
  basis: "",
  base: "",
  yearOfUse: "",
  minimumWage: "",
};
const kinds = ["remuneration", "reward", "transfer"] as const;

/** Whole đồng as somebody types them: `12.000.000`; null when the field is empty. */
function moneyOf(text: string): number | null {
  const digits = text.replace(/[\s.,đ]/g, "");
  return digits === "" ? null : Number(digits);
}

/** Money paid for a recognized initiative, and recording more of it. */
export function Rewards({ found, onChanged }: Props) {
  const mayMove = useRight("proposals.move");
  const { make, isBusy, fault, field } = useChange<{ warnings: string[] }>();
  const { given, setGiven, bind } = useFields(noMoney, field);
  const [isAgreed, setAgreed] = useState(false);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  if (found.rewards.length === 0 && !found.steps.mayReward) return null;
  const send = async () => {
    const [amount, base, minimumWage] = [given.amount, given.base, given.minimumWage].map(moneyOf);
    const yearOfUse = moneyOf(given.yearOfUse);
    const body = { ...given, amount, base, minimumWage, yearOfUse, isAgreed };
    const done = await make(`/proposals/${found.number}/reward`, body, words.recorded);
    if (done) setGiven(noMoney);
    setWarnings(done?.warnings ?? []);
    onChanged();
  };
  return (
    <section className="sheet stack">
      <h2>{words.rewards}</h2>
      <ul className="plain-list">
        {found.rewards.map(({ id, kind, amount, paidOn, basis }) => (
          <li key={id}>
            {words.kinds[kind]}: {sayNumber(amount)} đ · {sayDay(paidOn)} · {basis}
          </li>
        ))}
      </ul>
      {warnings.map((warning) => (
        <p key={warning} className="banner">
          {warning}
        </p>
      ))}
      {mayMove && found.steps.mayReward ? (
        <Form onSend={send}>
          <NativeSelect
            {...bind("kind")}
            label={words.kind}
            data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          />
          <TextInput {...bind("amount")} label={words.amount} inputMode="numeric" maxLength={20} />
          <TextInput {...bind("paidOn")} label={words.paidOn} type="date" />
          <TextInput {...bind("basis")} label={words.basis} maxLength={200} />
          <TextInput {...bind("base")} label={words.base} inputMode="numeric" maxLength={20} />
          <TextInput {...bind("yearOfUse")} label={words.yearOfUse} inputMode="numeric" maxLength={1} />
          <TextInput {...bind("minimumWage")} label={words.minimumWage} inputMode="numeric" maxLength={20} />
          <Checkbox
            label={words.isAgreed}
            checked={isAgreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
          />
          <FaultBox fault={fault} />
          <Button type="submit" variant="default" loading={isBusy}>
            {words.record}
          </Button>
        </Form>
      ) : null}
    </section>
  );
}
