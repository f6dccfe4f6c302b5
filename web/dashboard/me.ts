import { createContext, useContext } from "react";
import type { Right } from "../../src/dashboard/rights.ts";
import type { Me } from "../../src/dashboard/shapes.ts";

export const MeContext = createContext<Me | undefined>(undefined);

/** Who is logged in; only below the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe stands outside of the shell");
  return me;
}

/** Whether the person may do something. The server decides; this only spares buttons that would be refused. */
export function useRight(right: Right): boolean {
  return useMe().rights.includes(right);
}
