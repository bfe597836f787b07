import { END } from "./flow-limits";
import { outletsOf } from "./outlets";
import type { Step } from "./step";
import { withTarget } from "./step-target";

/** What a step does, apart from where it leads. */
export const withoutWays = (step: Step): Step =>
  outletsOf(step).reduce(
    (result, { outlet, field, kind, target }) =>
      field === null || target === undefined
        ? result
        : withTarget(result, outlet, kind === "body" ? END : undefined),
    step,
  );
