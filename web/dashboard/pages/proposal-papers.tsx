import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { PaperRow, ProposalRecordView } from "../../../src/dashboard/proposal-shapes.ts";
import { useDownload } from "../download.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { FaultBox, Shown } from "../parts/states.tsx";
import { workTexts as words } from "./proposal-work-texts.ts";

type Props = { readonly found: ProposalRecordView };

/** What the author attached: pictures small, every file to download. */
export function Attachments({ found }: Props) {
  const { load, isBusy, fault } = useDownload();
  if (found.files.length === 0) return null;
  const path = `/proposals/${found.number}/files`;
  return (
    <>
      <h2>{words.files}</h2>
      <ul className="plain-list thumbs">
        {found.files.map((file) => (
          <li key={file.at}>
            {file.isPicture && file.isHere ? (
              <img
                className="thumb"
                src={`/admin/api${path}/${file.at}/small`}
                alt={file.name}
                loading="lazy"
              />
            ) : null}
            {file.isHere ? (
              <Button
                size="xs"
                variant="default"
                loading={isBusy}
                onClick={() => void load(`${path}/${file.at}`)}
              >
                {words.download(file.name)}
              </Button>
            ) : (
              <p>
                {file.name} <span className="quiet">({words.elsewhere})</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      <FaultBox fault={fault} />
    </>
  );
}

/** The official papers the proposal has come to, as Word files. */
export function Papers({ found }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const mayReadAll = useRight("proposals.move");
  const look = useLook<{ rows: PaperRow[] }>(isOpen ? `/proposals/${found.number}/papers` : null, 60_000);
  const { load, isBusy, fault } = useDownload();
  const get = (kind: string, person: string | null) => {
    const query = new URLSearchParams({
      ...(person ? { person } : {}),
      ...(isWhole ? { confidential: "1" } : {}),
    });
    return load(`/proposals/${found.number}/papers/${kind}?${query}`);
  };
  return (
    <section className="sheet stack">
      <h2>{words.papers}</h2>
      {isOpen ? null : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {words.showPapers}
        </Button>
      )}
      {isOpen && mayReadAll ? (
        <Checkbox
          label={words.confidential}
          checked={isWhole}
          onChange={(event) => setWhole(event.currentTarget.checked)}
        />
      ) : null}
      {isOpen ? (
        <Shown of={look}>
          {({ rows }) => (
            <ul className="plain-list stack">
              {rows.length === 0 ? <li className="quiet">{words.noPapers}</li> : null}
              {rows.flatMap(({ kind, title, people }) =>
                [null, ...people].map((person) => (
                  <li key={`${kind} ${person}`}>
                    <Button
                      size="xs"
                      variant="default"
                      disabled={isBusy}
                      onClick={() => void get(kind, person)}
                    >
                      {[title, person ?? (people.length > 0 ? words.blank : null)]
                        .filter(Boolean)
                        .join(" · ")}
                    </Button>
                  </li>
                )),
              )}
            </ul>
          )}
        </Shown>
      ) : null}
      <FaultBox fault={fault} />
    </section>
  );
}
