import { estimatePublished } from "@/server/features/flow-estimates/mutations";
import { resumeReplays } from "@/server/features/flow-replays/service";
import { inngest } from "../client";

/** What nobody waits for: what a flow would cost is kept when it was published; replays that lost their worker go on. */
export const tendDryRuns = inngest.createFunction(
  // A minute that failed is followed by another one.
  { id: "tend-dry-runs", triggers: [{ cron: "* * * * *" }], retries: 1 },
  async ({ step }) => {
    const resumed = await step.run("replays", () => resumeReplays());
    const estimated = await step.run("estimates", () => estimatePublished());
    return { resumed, estimated };
  },
);
