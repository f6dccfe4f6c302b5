import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CampaignForm, FormQuestion, FormQuiz } from "../../../src/dashboard/campaign-shapes.ts";
import { ApiFault, post } from "../api.ts";
import { Choice } from "../parts/choice.tsx";
import { ClausePicker } from "../parts/clause-picker.tsx";
import { SmallButton } from "../parts/small-button.tsx";
import { type Faults, faultAt, faultIn } from "./campaign-faults.ts";
import { writeTexts as words } from "./campaign-write-texts.ts";

const cleanQuestion: FormQuestion = { text: "", source: "", options: ["", ""], right: 0 };
const mostOptions = 6;

/** A quiz to begin with: open for a week after the sending. */
export function cleanQuiz({ time }: Pick<CampaignForm, "time">): FormQuiz {
  const opens = time.kind === "once" ? new Date(`${time.at}:00Z`) : new Date();
  const closes = new Date(opens.getTime() + 7 * 24 * 3_600_000).toISOString().slice(0, 11);
  return {
    ...{ kind: "quiz", explains: "at-once", ties: "time", unitsBy: "total" },
    closes: `${closes}20:00`,
    questions: [cleanQuestion],
  };
}

type Props = {
  readonly quiz: FormQuiz;
  readonly faults: Faults;
  readonly onChange: (quiz: FormQuiz) => void;
};

export function QuizFields({ quiz, faults, onChange }: Props) {
  const change = (part: Partial<FormQuiz>) => onChange({ ...quiz, ...part });
  const isPoll = quiz.kind === "poll";
  const toKind = (kind: FormQuiz["kind"]) => {
    const right = kind === "poll" ? null : 0;
    change({ kind, questions: quiz.questions.map((question) => ({ ...question, right })) });
  };
  return (
    <section className="block" aria-label={words.quiz}>
      <div className="two">
        <Choice label={words.quizKind} names={words.quizKinds} value={quiz.kind} onChange={toKind} />
        <TextInput
          label={words.closes}
          type="datetime-local"
          value={quiz.closes}
          error={faultAt(faults, "quiz.closes")}
          onChange={(event) => change({ closes: event.currentTarget.value })}
        />
      </div>
      {isPoll ? null : (
        <div className="two">
          <Choice
            label={words.explains}
            names={words.explainKinds}
            value={quiz.explains}
            onChange={(explains) => change({ explains })}
          />
          <Choice
            label={words.ties}
            names={words.tieKinds}
            value={quiz.ties}
            onChange={(ties) => change({ ties })}
          />
          <Choice
            label={words.unitsBy}
            names={words.unitKinds}
            value={quiz.unitsBy}
            onChange={(unitsBy) => change({ unitsBy })}
          />
        </div>
      )}
      {faults["quiz.questions"] ? <p className="fate">{faults["quiz.questions"]}</p> : null}
      <Questions quiz={quiz} faults={faults} onChange={onChange} />
      {isPoll ? null : <FromClauses onMade={(made) => change({ questions: joined(quiz.questions, made) })} />}
    </section>
  );
}

/** Questions that nobody has written in give way to those that were made. */
function joined(old: readonly FormQuestion[], made: readonly FormQuestion[]): FormQuestion[] {
  return [...old.filter(({ text }) => text !== ""), ...made];
}

function Questions({ quiz, faults, onChange }: Props) {
  const put = (questions: readonly FormQuestion[]) => onChange({ ...quiz, questions });
  const isPoll = quiz.kind === "poll";
  return (
    <>
      {quiz.questions.map((question, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields take their values from the form.
        <fieldset className="block" key={at}>
          <legend>{words.question(at + 1)}</legend>
          <Question
            question={question}
            at={at}
            isPoll={isPoll}
            faults={faults}
            onChange={(next) => put(quiz.questions.map((old, place) => (place === at ? next : old)))}
          />
          {quiz.questions.length > 1 ? (
            <div>
              <Button
                size="xs"
                variant="default"
                onClick={() => put(quiz.questions.filter((_, place) => place !== at))}
              >
                {words.removeQuestion(at + 1)}
              </Button>
            </div>
          ) : null}
        </fieldset>
      ))}
      {isPoll ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => put([...quiz.questions, cleanQuestion])}>
            {words.addQuestion}
          </Button>
        </div>
      )}
    </>
  );
}

type QuestionProps = {
  readonly question: FormQuestion;
  readonly at: number;
  readonly isPoll: boolean;
  readonly faults: Faults;
  readonly onChange: (question: FormQuestion) => void;
};

function Question(props: QuestionProps) {
  const { question, at, faults, onChange } = props;
  const path = `quiz.questions.${at}`;
  return (
    <>
      <TextInput
        label={words.question(at + 1)}
        maxLength={500}
        value={question.text}
        error={faultAt(faults, `${path}.text`)}
        onChange={(event) => onChange({ ...question, text: event.currentTarget.value })}
      />
      <Options {...props} />
      <ClausePicker
        label={words.source(at + 1)}
        chosen={question.source === "" ? [] : [question.source]}
        error={faultIn(faults, `${path}.source`)}
        onChange={(chosen) => onChange({ ...question, source: chosen.at(-1) ?? "" })}
      />
    </>
  );
}

function Options({ question, at, isPoll, faults, onChange }: QuestionProps) {
  const { options, right } = question;
  const path = `quiz.questions.${at}`;
  const said = faultAt(faults, `${path}.options`) ?? faultAt(faults, `${path}.right`);
  const drop = (place: number) => {
    const left = options.filter((_, index) => index !== place);
    const moved = right !== null && right >= place && right > 0 ? right - 1 : right;
    onChange({ ...question, options: left, right: moved });
  };
  return (
    <>
      {options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields take their values from the form.
        <div className="row" key={place}>
          {isPoll ? null : (
            <input
              type="radio"
              name={path}
              aria-label={words.right(at + 1, place + 1)}
              checked={right === place}
              onChange={() => onChange({ ...question, right: place })}
            />
          )}
          <TextInput
            className="grow"
            aria-label={words.option(at + 1, place + 1)}
            maxLength={100}
            value={option}
            error={faultAt(faults, `${path}.options.${place}`)}
            onChange={(event) =>
              onChange({ ...question, options: options.with(place, event.currentTarget.value) })
            }
          />
          {options.length > 2 ? (
            <SmallButton label={words.removeOption(at + 1, place + 1)} sign="×" onClick={() => drop(place)} />
          ) : null}
        </div>
      ))}
      {said ? <p className="fate">{said}</p> : null}
      {options.length < mostOptions ? (
        <div>
          <Button
            size="xs"
            variant="default"
            onClick={() => onChange({ ...question, options: [...options, ""] })}
          >
            {words.addOption}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function FromClauses({ onMade }: { readonly onMade: (questions: readonly FormQuestion[]) => void }) {
  const [clauses, setClauses] = useState<string[]>([]);
  const [said, setSaid] = useState("");
  const make = async () => {
    try {
      const made = await post<{ questions: FormQuestion[]; note: string }>("/quiz-questions", { clauses });
      setSaid(made.note);
      onMade(made.questions);
      setClauses([]);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      setSaid(error.message);
    }
  };
  return (
    <>
      <ClausePicker
        label={words.fromClauses}
        help={words.fromClausesHelp}
        chosen={clauses}
        onChange={setClauses}
      />
      {said === "" ? null : <p className="quiet">{said}</p>}
      <div>
        <Button size="xs" variant="default" disabled={clauses.length === 0} onClick={() => void make()}>
          {words.make}
        </Button>
      </div>
    </>
  );
}
