import { Button } from "@mantine/core";
import { proposalTexts as words } from "../pages/proposals-texts.ts";

type Props = { readonly page: number; readonly pages: number; readonly onPage: (page: number) => void };

/** Goes through a long list; nothing when it fits on one page. */
export function Pager({ page, pages, onPage }: Props) {
  if (pages <= 1) return null;
  return (
    <div className="pager">
      <Button size="xs" variant="default" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {words.previous}
      </Button>
      <span>{words.page(page, pages)}</span>
      <Button size="xs" variant="default" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {words.following}
      </Button>
    </div>
  );
}
