import { isRecord } from "./is-record";
import type { Memo } from "./item";

/** Results that the SDK handed over during a call, in order. They are written when the call ends. */
export type Checkpoints = {
  open: (callId: string) => [string, Memo][];
  close: (callId: string) => void;
  receive: (body: unknown) => boolean;
};

export function keepCheckpoints(): Checkpoints {
  const calls = new Map<string, [string, Memo][]>();
  return {
    open(callId) {
      const memos: [string, Memo][] = [];
      calls.set(callId, memos);
      return memos;
    },
    close: (callId) => void calls.delete(callId),
    /** False when the call is over: the SDK stops. */
    receive(body) {
      if (!isRecord(body) || typeof body.qi_id !== "string" || !Array.isArray(body.steps)) return false;
      const memos = calls.get(body.qi_id);
      if (!memos) return false;
      for (const step of body.steps) {
        if (isRecord(step) && typeof step.id === "string" && step.op === "StepRun")
          memos.push([step.id, { data: step.data ?? null }]);
      }
      return true;
    },
  };
}
