import type { DryRunOutcome } from "./dry-run-outcome";
import type { DryRunSource } from "./dry-run-source";

export type DryRunProps = {
  source: DryRunSource;
  /** A line of it was chosen. */
  onStep?: ((stepId: string) => void) | undefined;
  /** What a canvas beside it can show: the one that is on the timeline, null while there is none. */
  onOutcome?: ((outcome: DryRunOutcome | null) => void) | undefined;
  /** A replay takes the draft as the server has it: true when that is what is shown. */
  save?: (() => Promise<boolean>) | undefined;
  /** Scrolls inside a panel of its own height; else it is as high as what it shows. */
  fill?: boolean;
};
