import type { Inngest } from "inngest";
import type { Case, Lab, Outcome, Played } from "./case";

/** What one case's functions do is written down here. */
export type Journal = Played & {
  lab: Lab;
  deploy: () => void;
  ended: (functionId: string, outcome: Outcome) => void;
  endCount: () => number;
};

const FAILURE_HANDLER = "-failure";

export function openJournal(client: Inngest, { name }: Case, lasting: Pick<Lab, "nap" | "long">): Journal {
  const lines: string[] = [];
  const ends: Record<string, Outcome[]> = {};
  const prefix = prefixOf(client, name);
  let deploys = 0;
  return {
    lines,
    ends,
    lab: {
      client,
      own: (own) => `${prefix}${own}`,
      did: (line) => void lines.push(line),
      deploys: () => deploys,
      ...lasting,
    },
    deploy: () => {
      deploys += 1;
    },
    ended(functionId, outcome) {
      if (functionId.endsWith(FAILURE_HANDLER)) return;
      const id = functionId.slice(`${client.id}-${prefix}`.length);
      ends[id] = [...(ends[id] ?? []), outcome];
    },
    endCount: () => Object.values(ends).flat().length,
  };
}

/** The journal of the case to which a function, given by the id that servers know it by, belongs. */
export const journalOf = (
  journals: ReadonlyMap<string, Journal>,
  client: Inngest,
  functionId: string,
): Journal | undefined =>
  [...journals].find(([name]) => functionId.startsWith(`${client.id}-${prefixOf(client, name)}`))?.[1];

/** With the client's id, which is another in every test run: a server remembers event ids, and functions of earlier runs. */
const prefixOf = (client: Inngest, name: string): string => `${client.id}-${name}--`;
