import type { ReactNode } from "react";

/** A column by its heading; `className` goes to its cells. */
export type Column = string | { readonly head: string; readonly className: string };

export type TableRow = {
  readonly key: string | number;
  /** One for each column. */
  readonly cells: readonly ReactNode[];
  readonly className?: string;
};

type Props = {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** Said to screen readers where no heading above says what the table holds. */
  readonly label?: string;
  /** What stands below the rows, inside the frame. */
  readonly children?: ReactNode;
};

/**
 * A list in columns. On a phone every row is a card whose lines begin with the names of their columns, so that
 * nothing is read across and nothing scrolls sideways.
 */
export function Table({ columns, rows, label, children }: Props) {
  const named = columns.map((column) =>
    typeof column === "string" ? { head: column, className: undefined } : column,
  );
  return (
    <div className="table-wrap">
      <table className="table cards-on-phone" aria-label={label}>
        <thead>
          <tr>
            {named.map((column) => (
              <th key={column.head} scope="col" className={column.className}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.className}>
              {named.map((column, at) => (
                <td key={column.head} data-head={column.head} className={column.className}>
                  {row.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </div>
  );
}
