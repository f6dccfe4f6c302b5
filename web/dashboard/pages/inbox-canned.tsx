import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CannedList } from "../../../src/dashboard/canned.ts";
import type { CaseRecord } from "../../../src/dashboard/inbox-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useMe, useRight } from "../me.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Form, useFields } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { texts } from "../texts.ts";
import { cannedReplies, inboxTexts as words } from "./inbox-texts.ts";

type Reply = CannedList["rows"][number];

/** The replies offered after `/`: what officers keep, or ours as long as they keep none. */
export function useCanned(isAsked: boolean): (typed: string) => readonly Offered[] {
  const look = useLook<CannedList>(isAsked ? "/canned" : null, 60_000);
  const stored = look.value?.rows ?? [];
  const offered: readonly Offered[] = stored.length > 0 ? stored : cannedReplies;
  return (typed) => offered.filter(({ name }) => plain(name).includes(plain(typed.trim())));
}

type Offered = Pick<Reply, "name" | "text">;

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").toLowerCase();
}

/** Puts a reply's marks in: who asks, their unit, the number of the case, who answers. */
export function useFill(found: CaseRecord): (text: string) => string {
  const me = useMe();
  const values: Record<string, string> = {
    tên: found.memberName ?? "bạn",
    "đơn vị": found.member?.unit ?? "đơn vị của bạn",
    phiếu: String(found.number),
    "cán bộ": me.name,
  };
  return (text) =>
    text.replace(/\{([^{}]+)\}/g, (mark, name: string) => values[name.normalize("NFC").trim()] ?? mark);
}

/** The replies as a list to change, behind one button. */
export function CannedReplies() {
  const mayChange = useRight("canned.change");
  const [isOpen, setOpen] = useState(false);
  const [opened, setOpened] = useState<Reply | "new">();
  const look = useLook<CannedList>(isOpen ? "/canned" : null, 60_000);
  if (!mayChange) return null;
  const close = () => {
    setOpened(undefined);
    look.reload();
  };
  return (
    <>
      <button type="button" className="plain-button" onClick={() => setOpen(true)}>
        {words.cannedEdit}
      </button>
      {isOpen ? (
        <Dialog title={words.canned} onClose={() => setOpen(false)}>
          {opened ? (
            <CannedForm reply={opened === "new" ? undefined : opened} onClose={close} />
          ) : (
            <CannedTable rows={look.value?.rows ?? []} onOpen={setOpened} onChanged={look.reload} />
          )}
        </Dialog>
      ) : null}
    </>
  );
}

type TableProps = {
  readonly rows: readonly Reply[];
  readonly onOpen: (reply: Reply | "new") => void;
  readonly onChanged: () => void;
};

function CannedTable({ rows, onOpen, onChanged }: TableProps) {
  const { make, isBusy, fault } = useChange();
  const takeOurs = async () => {
    for (const reply of cannedReplies) await make("/canned", reply);
    onChanged();
  };
  return (
    <div className="stack">
      <p className="quiet">{words.cannedHelp}</p>
      {rows.length === 0 ? (
        <>
          <p>{words.cannedNone}</p>
          <Button variant="default" loading={isBusy} onClick={() => void takeOurs()}>
            {words.cannedTake}
          </Button>
        </>
      ) : (
        <ul className="plain-list stack">
          {rows.map((reply) => (
            <li key={reply.number} className="row apart">
              <span>
                <span className="strong">/{reply.name}</span> <span className="quiet">{reply.text}</span>
              </span>
              <Button size="xs" variant="default" onClick={() => onOpen(reply)}>
                {words.cannedChange}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FaultBox fault={fault} />
      <Button onClick={() => onOpen("new")}>{words.cannedAdd}</Button>
    </div>
  );
}

function CannedForm({ reply: shown, onClose }: { reply: Reply | undefined; onClose: () => void }) {
  const [reply, setReply] = useState(shown);
  const { make, isBusy, fault, field } = useChange();
  const { given, bind } = useFields({ name: reply?.name ?? "", text: reply?.text ?? "" }, field);
  const path = reply ? `/canned/${reply.number}` : "/canned";
  const save = async () => {
    if (await make(path, reply ? { ...given, version: reply.version } : given, words.cannedSaved)) onClose();
  };
  const remove = async () => {
    if (await make(`${path}/remove`, {}, words.cannedRemoved)) onClose();
  };
  const found = fault?.code === "stale" ? (fault.found as Reply) : undefined;
  return (
    <Form onSend={save}>
      <TextInput label={words.cannedName} maxLength={40} {...bind("name")} />
      <Textarea label={words.cannedText} rows={5} maxLength={2000} {...bind("text")} />
      <FaultBox fault={fault} />
      {found ? (
        <div className="banner">
          <p>
            /{found.name}: {found.text}
          </p>
          <Button size="xs" variant="default" onClick={() => setReply(found)}>
            {texts.continueOn}
          </Button>
        </div>
      ) : null}
      <div className="row end">
        {reply ? (
          <Button variant="subtle" color="red" disabled={isBusy} onClick={() => void remove()}>
            {words.cannedRemove}
          </Button>
        ) : null}
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={isBusy}>
          {texts.save}
        </Button>
      </div>
    </Form>
  );
}
