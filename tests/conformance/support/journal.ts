import type { Inngest, InngestFunction } from "inngest";
import type { Case, Lab, Outcome, Played } from "./case";

/** What one case's functions do is written down here. */
export type Journal = Played & {
  lab: Lab;
  deploy: () => void;
  ended: (functionId: string, outcome: Outcome) => void;
  endCount: () => number;
};

const FAILURE_HANDLER = "-failure";

function openJournal(client: Inngest, { name }: Case, lasting: Pick<Lab, "nap" | "long">): Journal {
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

export type Journals = {
  of: (one: Case) => Journal;
  /** Of all cases. */
  functions: InngestFunction.Like[];
  /** A run of the function that servers know by this id has ended. */
  ended: (functionId: string, outcome: Outcome) => void;
};

export function openJournals(client: Inngest, cases: Case[], lasting: Pick<Lab, "nap" | "long">): Journals {
  const opened = cases.map((one) => ({ one, journal: openJournal(client, one, lasting) }));
  return {
    of(one) {
      const found = opened.find((candidate) => candidate.one === one);
      if (!found) throw new Error(`The case ${one.name} is not played here`);
      return found.journal;
    },
    functions: opened.flatMap(({ one, journal }) => one.functions(journal.lab)),
    ended: (functionId, outcome) =>
      opened
        .find(({ one }) => functionId.startsWith(`${client.id}-${prefixOf(client, one.name)}`))
        ?.journal.ended(functionId, outcome),
  };
}

/** With the client's id, which is another in every test run: a server remembers event ids, and functions of earlier runs. */
const prefixOf = (client: Inngest, name: string): string => `${client.id}-${name}--`;
