import { Alert, Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { Begun, WriteOptions } from "../../../src/dashboard/campaign-shapes.ts";
import { ApiFault, post } from "../api.ts";
import { keep } from "../kept.ts";
import { useLook } from "../look.ts";
import { useMe } from "../me.ts";
import { Choice } from "../parts/choice.tsx";
import { ClausePicker } from "../parts/clause-picker.tsx";
import { Icon } from "../parts/icons.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { beginTexts as words } from "./campaign-write-texts.ts";

type Kind = keyof typeof words.draftKinds;
type Made = Extract<Begun, { kind: "form" }>;

/** Drafts a message from clauses by template, or lets a model look for them where one is set. */
export function Assistant() {
  const look = useLook<WriteOptions>("/campaign-options", 3_600_000);
  return (
    <div className="stack wizard">
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <h1>{words.assistant}</h1>
      <p>{words.assistantBody}</p>
      <Shown of={look}>{({ hasModel }) => <Drafting hasModel={hasModel} />}</Shown>
    </div>
  );
}

function Drafting({ hasModel }: { readonly hasModel: boolean }) {
  const [kind, setKind] = useState<Kind>("notice");
  const [clauses, setClauses] = useState<string[]>([]);
  const [wish, setWish] = useState("");
  const { made, said, fault, isBusy, draft } = useDraft();
  return (
    <>
      <section className="sheet stack">
        <Choice label={words.kind} names={words.draftKinds} value={kind} onChange={setKind} />
        <ClausePicker label={words.clauses} chosen={clauses} onChange={setClauses} />
        <div>
          <Button
            loading={isBusy}
            disabled={clauses.length === 0}
            onClick={() => void draft({ kind, clauses, wish: "" })}
          >
            {words.draft}
          </Button>
        </div>
      </section>
      <section className="sheet stack">
        {hasModel ? (
          <>
            <Textarea
              label={words.wish}
              description={words.wishHelp}
              rows={3}
              maxLength={2000}
              value={wish}
              onChange={(event) => setWish(event.currentTarget.value)}
            />
            <div>
              <Button
                variant="default"
                loading={isBusy}
                disabled={wish.trim() === ""}
                onClick={() => void draft({ kind, clauses: [], wish })}
              >
                {words.askModel}
              </Button>
            </div>
          </>
        ) : (
          <p className="quiet">{words.wishOff}</p>
        )}
      </section>
      <FaultBox fault={fault} />
      {said === undefined ? null : (
        <Alert color="orange" variant="light" role="alert">
          {said}
        </Alert>
      )}
      {made ? <Result made={made} /> : null}
    </>
  );
}

type Wish = { readonly kind: Kind; readonly clauses: readonly string[]; readonly wish: string };

function useDraft() {
  const [made, setMade] = useState<Made>();
  const [said, setSaid] = useState<string>();
  const [fault, setFault] = useState<ApiFault>();
  const [isBusy, setBusy] = useState(false);
  const draft = async (wish: Wish) => {
    setBusy(true);
    setFault(undefined);
    setSaid(undefined);
    try {
      const answer = await post<Begun>("/campaign-drafts", wish);
      if (answer.kind === "form") setMade(answer);
      else setSaid(answer.words);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return { made, said, fault, isBusy, draft };
}

function Result({ made: { form, dropped } }: { readonly made: Made }) {
  const me = useMe();
  const [, go] = useLocation();
  const goOn = () => {
    keep(me.id, "new:", { form, step: 0, fingerprint: "" });
    go("/moi");
  };
  return (
    <section className="sheet stack" aria-live="polite">
      <h2>{words.result}</h2>
      <p className="strong">{form.title}</p>
      <div className="bubble lines">
        {form.blocks.map((block) => (block.kind === "text" ? block.text : "")).join("\n\n")}
      </div>
      {dropped.length > 0 ? (
        <>
          <h3>{words.dropped}</h3>
          <ul>
            {dropped.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      ) : null}
      <div>
        <Button onClick={goOn}>{words.goOn}</Button>
      </div>
    </section>
  );
}
