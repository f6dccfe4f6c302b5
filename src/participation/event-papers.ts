import { PageBreak, Paragraph } from "docx";
import { type Instant, localDate, sayTime } from "../kit/time.ts";
import { type Block, line, nation, signatures, title } from "../papers/pieces.ts";
import { sayDay } from "../papers/words.ts";
import { writeDocx } from "../papers/write-docx.ts";
import type { ReadAnswer } from "./answers.ts";
import { eventPaperTexts as words } from "./event-texts.ts";
import type { StoredForm } from "./forms.ts";

/** A paper for each of these people that they took part, one page each, as one DOCX to sign. */
export function attendancePapers(
  form: StoredForm,
  { people, now }: { people: readonly ReadAnswer[]; now: Instant },
): Promise<Uint8Array> {
  const blocks = people.flatMap((person, at) => [
    ...(at > 0 ? [new Paragraph({ children: [new PageBreak()] })] : []),
    ...onePaper(form, { person, now }),
  ]);
  return writeDocx({ title: words.paper, blocks, isLandscape: true, isFramed: true });
}

function onePaper(
  { title: name, definition: { service } }: StoredForm,
  { person, now }: { person: ReadAnswer; now: Instant },
): Block[] {
  if (service.kind !== "event") return [];
  const centered = { side: "center", space: [4, 4] } as const;
  const at = service.starts === null ? "" : sayTime(service.starts);
  return [
    ...nation(),
    ...title(words.paper, [words.about]),
    line(words.confirms(person.who?.name ?? words.nameless, person.who?.unit ?? null), {
      ...centered,
      isBold: true,
    }),
    line(words.took(name, at, service.place), centered),
    line(words.number(person.number ?? ""), { ...centered, isItalic: true }),
    ...signatures([
      null,
      { capacity: words.capacity, name: "", placeAndDay: words.day(sayDay(localDate(now))) },
    ]),
  ];
}
