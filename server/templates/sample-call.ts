import { maria } from "./sample-people";

/** A call with Maria as events bring it, without what became of it. */
export const callWithMaria = {
  ...maria,
  call_id: "call_8",
  direction: "outbound",
  duration_seconds: 94,
  to: maria.phone,
  from: "+14155550199",
  run_id: null,
};

/** A Tuesday morning in California. */
export const TUESDAY = "2026-03-10T17:00:00.000Z";

/** Ids that a task and a call have in a dry run. */
export const SAMPLE_TASK = "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11";
export const SAMPLE_CALL = SAMPLE_TASK;
