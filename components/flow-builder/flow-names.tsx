"use client";

import { createContext, useContext } from "react";

/** What flows are called that steps of the shown one run, by the ids under which the steps name them. */
export const FlowNames = createContext<Readonly<Record<string, string>>>({});

/** The name of a flow; as long as it is not known, or nothing has the id, the id itself. */
export function FlowName({ id }: { id: string }) {
  return useContext(FlowNames)[id] ?? id;
}
