import { toast } from "@/components/ui/toast";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import { sameValue } from "@/server/domain/same-value";
import type { BuilderStore } from "./builder-store";

/** What became of an attempt to save. */
export type SendResult =
  | { kind: "saved"; revision: number; at: Date }
  | { kind: "stale"; revision: number; draft: unknown; by: string }
  /** No answer, or not now: to be tried again. */
  | { kind: "away" }
  /** It will not be taken as it is. */
  | { kind: "refused"; message: string };

export type Send = (draft: { definition: FlowDefinition; revision: number }) => Promise<SendResult>;

type Parts = {
  store: BuilderStore;
  send: Send;
  /** A draft the server has now. */
  onSaved: (definition: FlowDefinition, revision: number, at: Date) => void;
  /** Something about to be lost if nobody kept it: after every edit, and null when nothing is unsaved. */
  keep: (unsaved: { base: FlowDefinition; revision: number; definition: FlowDefinition } | null) => void;
};

/** After the last edit, and during a long series of edits. */
const PAUSE_MS = 600;
const LONGEST_MS = 5_000;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** Two people who type at once meet again and again; each time one of them gets through. */
const MOST_MERGES = 20;

export type Autosave = {
  /** Saves at once what is not saved. True: the server has everything. */
  saveNow: () => Promise<boolean>;
  stop: () => void;
};

/** Saves the working draft a moment after each edit, merges what others saved meanwhile, and keeps trying. */
export function startAutosave({ store, send, onSaved, keep }: Parts): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstAt: number | null = null;
  let running: Promise<boolean> | null = null;
  let failures = 0;
  let stopped = false;
  /** Sent, and no answer came: the server may have them all the same. */
  let unanswered: FlowDefinition[] = [];

  const state = () => store.getState();
  const isDirty = () => state().definition !== state().saved;
  const mark = (change: Partial<ReturnType<typeof state>["save"]>) =>
    store.setState(({ save }) => ({ save: { ...save, ...change } }));

  const plan = (delay: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void saveNow(), delay);
  };

  const remember = () => {
    const { saved, save, definition } = state();
    keep(isDirty() ? { base: saved, revision: save.revision, definition } : null);
  };

  const attempt = async (): Promise<boolean> => {
    for (let merges = 0; merges <= MOST_MERGES && isDirty() && !stopped; merges++) {
      const { definition, save } = state();
      mark({ state: "saving" });
      const result = await send({ definition, revision: save.revision });
      if (result.kind === "saved") {
        failures = 0;
        unanswered = [];
        const { revision, at } = result;
        // A newer draft may have been taken in while this one was under way.
        if (revision >= state().save.revision) {
          store.setState({ saved: definition });
          mark({
            revision,
            at,
            problem: null,
            state: state().definition === definition ? "saved" : "unsaved",
          });
          onSaved(definition, revision, at);
        }
        remember();
        if (!isDirty()) return true;
        plan(PAUSE_MS);
        return false;
      }
      if (result.kind === "stale") {
        const draft = flowDefinitionSchema.safeParse(result.draft);
        if (!draft.success) return refuse("The draft on the server cannot be read here. Reload the page.");
        mark({ state: "unsaved" });
        // What stands there is what we sent ourselves: there is nothing to merge.
        const own = unanswered.find((sent) => sameValue(sent, draft.data));
        unanswered = [];
        if (own) {
          store.setState({ saved: own });
          mark({ revision: result.revision });
        } else state().adopt(draft.data, result.revision, result.by);
        remember();
      } else if (result.kind === "away") {
        unanswered.push(definition);
        mark({ state: "offline" });
        plan(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] ?? PAUSE_MS);
        return false;
      } else return refuse(result.message);
    }
    if (isDirty() && !stopped) plan(PAUSE_MS);
    return !isDirty();
  };

  const refuse = (problem: string): boolean => {
    toast.error("The draft is not saved", { description: problem });
    mark({ state: "unsaved", problem });
    return false;
  };

  const saveNow = async (): Promise<boolean> => {
    clearTimeout(timer);
    firstAt = null;
    if (running) {
      // What was edited while it was under way goes with the next.
      await running;
      if (!isDirty()) return true;
      if (state().save.state === "offline" || state().save.problem !== null) return false;
    }
    if (!isDirty()) return true;
    running ??= attempt().finally(() => {
      running = null;
    });
    return running;
  };

  const unsubscribe = store.subscribe((now, before) => {
    if (now.definition === before.definition || stopped) return;
    remember();
    if (!isDirty()) return clearTimeout(timer);
    if (now.save.problem !== null) mark({ problem: null });
    const at = Date.now();
    firstAt ??= at;
    plan(Math.max(0, Math.min(PAUSE_MS, firstAt + LONGEST_MS - at)));
  });

  store.setState({ saveNow });
  return {
    saveNow,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
