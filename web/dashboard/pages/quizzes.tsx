import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { QuizRow, QuizView } from "../../../src/dashboard/publication-shapes.ts";
import { useDownload } from "../download.ts";
import { useLook } from "../look.ts";
import { Icon } from "../parts/icons.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { sayNumber, sayTime } from "../words.ts";
import { quizPageTexts as words } from "./articles-texts.ts";
import { Sections } from "./campaign-sections.tsx";

/** Quizzes and polls; a new one is written with the campaign that invites to it. */
export function Quizzes() {
  const look = useLook<{ rows: QuizRow[] }>("/quizzes");
  return (
    <>
      <h1>{words.title}</h1>
      <Sections here="quizzes" />
      <Shown of={look}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.empty}</Empty>
          ) : (
            <Table
              columns={[words.name, words.kind, words.opens, words.closes, words.questions]}
              rows={rows.map((row) => ({
                key: row.id,
                cells: [
                  <Link key="name" href={`/cuoc-thi/${row.id}`}>
                    {row.title}
                  </Link>,
                  words.kinds[row.kind],
                  sayTime(row.opensAt),
                  sayTime(row.closesAt),
                  sayNumber(row.questions),
                ],
              }))}
            />
          )
        }
      </Shown>
    </>
  );
}

export function QuizPage({ id }: { readonly id: string }) {
  const look = useLook<QuizView>(`/quizzes/${id}`);
  return (
    <>
      <Link href="/cuoc-thi" className="back">
        <Icon name="back" size={18} /> {words.back}
      </Link>
      <Shown of={look}>{(quiz) => <Quiz quiz={quiz} />}</Shown>
    </>
  );
}

function Quiz({ quiz }: { readonly quiz: QuizView }) {
  const { load, isBusy, fault } = useDownload();
  return (
    <div className="stack">
      <div className="row apart">
        <h1>{quiz.title}</h1>
        <Link href={`/${quiz.campaignId}`}>{words.toCampaign}</Link>
      </div>
      <p className="quiet">{words.window(sayTime(quiz.opensAt), sayTime(quiz.closesAt))}</p>
      <p className="strong">{words.taken(sayNumber(quiz.started), sayNumber(quiz.finished))}</p>
      <div>
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          onClick={() => void load(`/quizzes/${quiz.id}/sheet`)}
        >
          {words.sheet}
        </Button>
      </div>
      <FaultBox fault={fault} />
      {quiz.kind === "quiz" ? <Places quiz={quiz} /> : null}
      <h2>{words.options}</h2>
      {quiz.options.map((question) => (
        <section key={question.text} className="stack">
          <h3>{question.text}</h3>
          {question.source ? <p className="quiet">{question.source}</p> : null}
          <Table
            label={question.text}
            columns={[words.option, { head: words.chosen, className: "number" }]}
            rows={question.choices.map(({ text, isRight, count }) => ({
              key: text,
              cells: [isRight ? `${text} (${words.right})` : text, sayNumber(count)],
            }))}
          />
        </section>
      ))}
    </div>
  );
}

function Places({ quiz: { people, units, questions } }: { readonly quiz: QuizView }) {
  if (people.length === 0) return <Empty>{words.noTakers}</Empty>;
  const number = (head: string) => ({ head, className: "number" });
  return (
    <>
      <h2>{words.people}</h2>
      <p className="quiet">{words.names}</p>
      <Table
        columns={[number(words.place), words.person, words.unit, number(words.score), number(words.seconds)]}
        rows={people.map((one, at) => ({
          key: at,
          cells: [
            one.place,
            one.name ?? words.hidden,
            one.unit ?? words.noUnit,
            `${one.score}/${questions}`,
            sayNumber(one.seconds),
          ],
        }))}
      />
      <h2>{words.units}</h2>
      <Table
        columns={[
          number(words.place),
          words.unit,
          number(words.takers),
          number(words.total),
          number(words.mean),
        ]}
        rows={units.map((one) => ({
          key: one.unit ?? "",
          cells: [
            one.place,
            one.unit ?? words.noUnit,
            sayNumber(one.takers),
            sayNumber(one.total),
            one.mean.toFixed(2).replace(".", ","),
          ],
        }))}
      />
    </>
  );
}
