import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

/** A dry run as the server sends it. */
export type DryRunOutcome = inferProcedureOutput<AppRouter["dryRun"]["simulate"]>;

/** By whose clock it is told: the contact's, or the workspace's where nobody knows that. */
export const zoneOf = ({ timezone }: DryRunOutcome): string => timezone.contact ?? timezone.workspace;

export type DryRunAnswer = {
  /** The last one that was worked out. */
  outcome: DryRunOutcome | null;
  error: string | null;
  /** The next one is under way. */
  busy: boolean;
  again: () => void;
};
