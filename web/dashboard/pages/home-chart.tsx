import { useComputedColorScheme } from "@mantine/core";
import type { Chart } from "../../../src/dashboard/charts.ts";
import { useLook } from "../look.ts";
import { Shown } from "../parts/states.tsx";
import { SvgImage } from "../parts/svg-image.tsx";
import { sayNumber } from "../words.ts";
import { homeTexts as words } from "./home-texts.ts";

/** Where the proposals of a year stand: a picture, and the same figures as a table under it. */
export function ProposalChart({ year }: { readonly year: number }) {
  const scheme = useComputedColorScheme("light");
  const look = useLook<Chart>(
    `/charts/proposals?year=${year}&dark=${scheme === "dark" ? "yes" : "no"}`,
    60_000,
  );
  return (
    <section className="sheet">
      <h2>{words.chart(year)}</h2>
      <Shown of={look}>
        {({ svg, rows }) => (
          <>
            <SvgImage
              svg={svg}
              alt={words.chartAlt(year)}
              className="chart"
              size={{ width: 440, height: 230 }}
            />
            <details>
              <summary>{words.table}</summary>
              <table className="table">
                <tbody>
                  {rows.map(({ label, value }) => (
                    <tr key={label}>
                      <th scope="row">{label}</th>
                      <td className="number">{sayNumber(value)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          </>
        )}
      </Shown>
    </section>
  );
}
