import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FormBlock, PictureTaken } from "../../../src/dashboard/campaign-shapes.ts";
import { ApiFault, post } from "../api.ts";
import { SmallButton } from "../parts/small-button.tsx";
import { toBase64 } from "../to-base64.ts";
import { type Faults, faultAt, type StepProps } from "./campaign-faults.ts";
import { writeTexts as words } from "./campaign-write-texts.ts";

const clean: Readonly<Record<FormBlock["kind"], FormBlock>> = {
  text: { kind: "text", text: "" },
  image: { kind: "image", blob: "", alt: "" },
  link: { kind: "link", label: "", url: "https://" },
  clause: { kind: "clause", documents: [] },
};
const largestPicture = 2 ** 20;
const kinds = ["text", "image", "link", "clause"] as const;

/** The parts of a message, in the order they are read. */
export function Blocks({ form: { blocks }, onChange, faults, options }: StepProps) {
  const put = (next: readonly FormBlock[]) => onChange({ blocks: next });
  const swap = (at: number, to: number) => {
    const next = [...blocks];
    const [one, other] = [next[at], next[to]];
    if (!one || !other) return;
    next[at] = other;
    next[to] = one;
    put(next);
  };
  return (
    <>
      {faults.blocks ? <p className="fate">{faults.blocks}</p> : null}
      {blocks.map((block, at) => (
        // Blocks have no other name than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields take their values from the form.
        <section className="block" key={at} aria-label={words.block(at + 1, words.kinds[block.kind])}>
          <div className="row apart">
            <h3>{words.block(at + 1, words.kinds[block.kind])}</h3>
            {blocks.length > 1 ? (
              <div className="row">
                <SmallButton
                  label={words.up(at + 1)}
                  sign="↑"
                  isOff={at === 0}
                  onClick={() => swap(at, at - 1)}
                />
                <SmallButton
                  label={words.down(at + 1)}
                  sign="↓"
                  isOff={at === blocks.length - 1}
                  onClick={() => swap(at, at + 1)}
                />
                <SmallButton
                  label={words.remove(at + 1)}
                  sign="×"
                  onClick={() => put(blocks.filter((_, place) => place !== at))}
                />
              </div>
            ) : null}
          </div>
          <Block
            block={block}
            at={at}
            faults={faults}
            documents={options.documents}
            onChange={(next) => put(blocks.map((old, place) => (place === at ? next : old)))}
          />
        </section>
      ))}
      <AddBlock onAdd={(kind) => put([...blocks, clean[kind]])} />
    </>
  );
}

function AddBlock({ onAdd }: { readonly onAdd: (kind: FormBlock["kind"]) => void }) {
  return (
    <div className="row">
      <span className="quiet">{words.add}</span>
      {kinds.map((kind) => (
        <Button key={kind} size="xs" variant="default" onClick={() => onAdd(kind)}>
          {words.kinds[kind]}
        </Button>
      ))}
    </div>
  );
}

type BlockProps = {
  readonly block: FormBlock;
  readonly at: number;
  readonly faults: Faults;
  readonly documents: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (block: FormBlock) => void;
};

function Block({ block, at, faults, documents, onChange }: BlockProps) {
  const fault = (field: string) => faultAt(faults, `blocks.${at}.${field}`);
  if (block.kind === "image") return <Picture block={block} fault={fault} onChange={onChange} />;
  if (block.kind === "clause")
    return (
      <Checkbox.Group
        label={words.clauseHelp}
        description={words.clauseAll}
        value={[...block.documents]}
        error={fault("documents")}
        onChange={(chosen) => onChange({ ...block, documents: chosen })}
      >
        <div className="row">
          {documents.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </div>
      </Checkbox.Group>
    );
  if (block.kind === "text")
    return (
      <Textarea
        label={words.text}
        rows={6}
        maxLength={3000}
        value={block.text}
        error={fault("text")}
        onChange={(event) => onChange({ ...block, text: event.currentTarget.value })}
      />
    );
  return (
    <div className="two">
      <TextInput
        label={words.linkLabel}
        maxLength={80}
        value={block.label}
        error={fault("label")}
        onChange={(event) => onChange({ ...block, label: event.currentTarget.value })}
      />
      <TextInput
        label={words.url}
        maxLength={500}
        inputMode="url"
        value={block.url}
        error={fault("url")}
        onChange={(event) => onChange({ ...block, url: event.currentTarget.value })}
      />
    </div>
  );
}

type PictureProps = {
  readonly block: Extract<FormBlock, { kind: "image" }>;
  readonly fault: (field: string) => string | undefined;
  readonly onChange: (block: FormBlock) => void;
};

/** A picture is taken up as soon as it is chosen; the form holds its hash. */
function Picture({ block, fault, onChange }: PictureProps) {
  const [said, setSaid] = useState<string>();
  const [shown, setShown] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    setSaid(file.size > largestPicture ? words.tooLarge : undefined);
    if (file.size > largestPicture) return;
    try {
      const taken = await post<PictureTaken>("/campaign-pictures", { base64: await toBase64(file) });
      if (taken.kind === "refused") return setSaid(taken.words);
      setShown(URL.createObjectURL(file));
      onChange({ ...block, blob: taken.blob });
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      setSaid(error.message);
    }
  };
  return (
    <div className="two">
      <div className="stack">
        <p className="quiet">{words.picture}</p>
        <label className="file-button">
          <span>{block.blob === "" ? words.choose : words.chooseOther}</span>
          <input
            type="file"
            accept="image/jpeg,image/png"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
        {said || fault("blob") ? <p className="fate">{said ?? fault("blob")}</p> : null}
        {block.blob !== "" && !shown ? <p className="quiet">{words.taken}</p> : null}
        {shown ? <img className="thumb" src={shown} alt={block.alt} /> : null}
      </div>
      <TextInput
        label={words.alt}
        description={words.altHelp}
        maxLength={300}
        value={block.alt}
        error={fault("alt")}
        onChange={(event) => onChange({ ...block, alt: event.currentTarget.value })}
      />
    </div>
  );
}
