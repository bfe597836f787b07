import type { ProblemFix } from "./problem-fix";

/**
 * Something wrong with a flow, said so that a person can put it right. `field` is the path inside the step
 * (condition.operator), or inside the flow where stepId is null (trigger.cron); "" for the whole of it.
 */
export type FlowProblem = { stepId: string | null; field: string; message: string } & WayOut;

/** For whoever edits the flow; nothing that the API tells. */
export type WayOut = {
  /** In words, where the message does not say it. */
  hint?: string;
  /** Where one way out is right, the edits that take it. */
  fix?: ProblemFix;
};

/**
 * structure: the document makes no sense, or goes beyond a limit; creating and publishing are refused.
 * catalogue: something it needs is not there (yet), or it will hardly do what was meant; a warning.
 */
export type Problem = FlowProblem & { severity: "structure" | "catalogue" };

/** Of the linter (lint.ts): it runs, and will hardly do what was meant. It stands beside the others in the builder only. */
export type Advice = FlowProblem & { severity: "advice" };
