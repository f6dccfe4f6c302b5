import { useComputedColorScheme } from "@mantine/core";
import { Link } from "wouter";
import type { Chart } from "../../../src/dashboard/charts.ts";
import { useLook } from "../look.ts";
import { Shown } from "../parts/states.tsx";
import { SvgImage } from "../parts/svg-image.tsx";
import { sayNumber } from "../words.ts";
import { homeTexts as words } from "./home-texts.ts";

type Props = {
  readonly title: string;
  /** Where the drawing comes from, with its query: `/charts/answers?`. */
  readonly path: string;
};

/** A picture, and under it the same figures as a table whose rows open what was counted. */
export function ChartBox({ title, path }: Props) {
  const scheme = useComputedColorScheme("light");
  const look = useLook<Chart>(`${path}dark=${scheme === "dark" ? "yes" : "no"}`, 600_000);
  return (
    <section className="sheet">
      <h2>{title}</h2>
      <Shown of={look}>
        {({ svg, rows }) =>
          rows.every(({ value }) => value === 0) ? (
            <p className="quiet">{words.nothingCounted}</p>
          ) : (
            <>
              <SvgImage
                svg={svg}
                alt={words.chartAlt(title)}
                className="chart"
                size={{ width: 440, height: 230 }}
              />
              <details>
                <summary>{words.table}</summary>
                <table className="table">
                  <tbody>
                    {rows.map(({ label, value, href }) => (
                      <tr key={label}>
                        <th scope="row">{href ? <Link href={href}>{label}</Link> : label}</th>
                        <td className="number">{sayNumber(value)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </details>
            </>
          )
        }
      </Shown>
    </section>
  );
}
