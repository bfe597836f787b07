import { whenIdle } from "./when-idle";

/** What the first click on a step, or the first test, asks for: fetched one after the other while nothing else is to be done. */
const NEXT: readonly (() => Promise<unknown>)[] = [
  () => import("./inspector/inspector"),
  () => import("./inspector/code/template-editor"),
  () => import("@/server/domain/template"),
  () => import("@/server/domain/condition-evaluate"),
  () => import("@/server/domain/delay"),
  () => import("./inspector/code/json-editor"),
  () => import("./inspector/code/html-editor"),
  () => import("./test-run-panel"),
  () => import("./find-dialog"),
];

/** So that they are there when the connection is not. What does not come is asked for again when it is needed. */
export function fetchAhead(): () => void {
  let ended = false;
  const next = (at: number) =>
    whenIdle(() => {
      const fetch = ended ? undefined : NEXT[at];
      void fetch?.()
        .catch(() => undefined)
        .then(() => next(at + 1));
    });
  const begin = setTimeout(() => next(0), AFTER_MS);
  return () => {
    ended = true;
    clearTimeout(begin);
  };
}

/** The canvas and its flow come first. */
const AFTER_MS = 1_500;
