import type { Case, Played, Sent } from "./case";
import type { Journal } from "./journal";

/** Where cases are played. */
export type Stage = {
  send: (events: Sent[]) => Promise<unknown>;
  /** Looks again and again until `reached`; `jumps`: time may pass meanwhile. */
  until: (what: string, reached: () => boolean, jumps: boolean) => Promise<void>;
  /** Until the functions whose ids begin with this have begun their sleeps and waits. */
  rest: (prefix: string) => Promise<void>;
  /** Until all of the case is over, and what should not happen had time to. */
  over: (isComplete: () => boolean) => Promise<void>;
};

export type Runner = { play: (played: Case) => Promise<Played>; stop: () => Promise<void> };

export async function playOn(stage: Stage, { acts, lines, ends }: Case, journal: Journal): Promise<Played> {
  const { lab, deploy, endCount } = journal;
  for (const act of acts)
    if (act === "deploy") deploy();
    else if (act === "rest") await stage.rest(`${lab.client.id}-${lab.own("")}`);
    else if ("send" in act) await stage.send([act.send].flat().map((sent) => named(lab.own, sent)));
    else if ("ended" in act) await stage.until(`${act.ended} ends`, () => endCount() >= act.ended, false);
    else {
      const written = () => journal.lines.filter((line) => line === act.until).length;
      await stage.until(`“${act.until}”`, () => written() >= (act.times ?? 1), true);
    }
  const expected = { lines: lines.flat().length, ends: Object.values(ends).flat().length };
  await stage.over(() => journal.lines.length >= expected.lines && endCount() >= expected.ends);
  return journal;
}

const named = (own: (name: string) => string, { name, id, data }: Sent): Sent => ({
  name: own(name),
  ...(id === undefined ? {} : { id: own(id) }),
  data: data ?? {},
});
