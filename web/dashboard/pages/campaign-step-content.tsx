import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { CampaignForm } from "../../../src/dashboard/campaign-shapes.ts";
import { ClausePicker } from "../parts/clause-picker.tsx";
import { Blocks } from "./campaign-blocks.tsx";
import { faultAt, faultIn, type StepProps } from "./campaign-faults.ts";
import { cleanQuiz, QuizFields } from "./campaign-quiz-fields.tsx";
import { writeTexts as words } from "./campaign-write-texts.ts";

const mostButtons = 6;

/** Step 1: what the message says, what its buttons do, what it rests on, and a quiz where there is one. */
export function ContentStep(props: StepProps & { readonly isNew: boolean }) {
  const { form, onChange, faults, options, isNew } = props;
  return (
    <>
      <TextInput
        label={words.name}
        description={words.nameHelp}
        maxLength={120}
        value={form.title}
        error={faultAt(faults, "title")}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <TextInput
        label={words.topic}
        description={words.topicHelp}
        maxLength={60}
        list="campaign-topics"
        value={form.topic}
        error={faultAt(faults, "topic")}
        onChange={(event) => onChange({ topic: event.currentTarget.value })}
      />
      <datalist id="campaign-topics">
        {options.topics.map((topic) => (
          <option key={topic} value={topic} />
        ))}
      </datalist>
      <h3>{words.message}</h3>
      <p className="quiet">{words.messageHelp}</p>
      <Blocks {...props} />
      <Buttons {...props} />
      <ClausePicker
        label={words.sources}
        help={words.sourcesHelp}
        chosen={form.sources}
        error={faultIn(faults, "sources")}
        onChange={(sources) => onChange({ sources })}
      />
      {isNew ? (
        <Checkbox
          label={words.quiz}
          description={words.quizHelp}
          checked={form.quiz !== null}
          onChange={(event) => onChange({ quiz: event.currentTarget.checked ? cleanQuiz(form) : null })}
        />
      ) : null}
      {form.quiz ? (
        <QuizFields quiz={form.quiz} faults={faults} onChange={(quiz) => onChange({ quiz })} />
      ) : null}
    </>
  );
}

type ButtonRow = CampaignForm["buttons"][number];

function Buttons({ form: { buttons }, onChange, faults }: StepProps) {
  const change = (at: number, row: ButtonRow) =>
    onChange({ buttons: buttons.map((old, place) => (place === at ? row : old)) });
  return (
    <fieldset className="block">
      <legend>{words.buttons}</legend>
      <p className="quiet">{words.buttonsHelp}</p>
      {faults.buttons ? <p className="fate">{faults.buttons}</p> : null}
      {buttons.map((row, at) => (
        // Rows have no other name than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields take their values from the form.
        <div className="stack" key={at}>
          <div className="two">
            <TextInput
              label={words.buttonLabel(at + 1)}
              maxLength={40}
              value={row.label}
              error={faultAt(faults, `buttons.${at}.label`)}
              onChange={(event) => change(at, { ...row, label: event.currentTarget.value })}
            />
            <Action
              row={row}
              at={at}
              error={faultAt(faults, `buttons.${at}.action`)}
              onChange={(next) => change(at, next)}
            />
          </div>
          <div>
            <Button
              size="xs"
              variant="default"
              onClick={() => onChange({ buttons: buttons.filter((_, place) => place !== at) })}
            >
              {words.removeButton(at + 1)}
            </Button>
          </div>
        </div>
      ))}
      {buttons.length < mostButtons ? (
        <div>
          <Button
            size="xs"
            variant="default"
            onClick={() => onChange({ buttons: [...buttons, { label: "", action: "/sangkien" }] })}
          >
            {words.addButton}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}

type ActionProps = {
  readonly row: ButtonRow;
  readonly at: number;
  readonly error: string | undefined;
  readonly onChange: (row: ButtonRow) => void;
};

/** What a button does: a command, a clause to read, or words as if the member had typed them. */
function Action({ row, at, error, onChange }: ActionProps) {
  const kind = /^(clause|say):/.exec(row.action)?.[0] ?? row.action;
  const rest = row.action.slice(kind.length).trim();
  const label = kind === "clause:" ? words.actionClause : words.actionSay;
  return (
    <div className="stack">
      <NativeSelect
        label={words.buttonDoes(at + 1)}
        value={kind}
        error={error}
        data={Object.entries(words.actions).map(([value, name]) => ({ value, label: name }))}
        onChange={(event) => onChange({ ...row, action: event.currentTarget.value })}
      />
      {kind.endsWith(":") ? (
        <TextInput
          label={label}
          maxLength={200}
          value={rest}
          onChange={(event) => onChange({ ...row, action: `${kind}${event.currentTarget.value}` })}
        />
      ) : null}
    </div>
  );
}
