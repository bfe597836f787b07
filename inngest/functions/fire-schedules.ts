import { fireSchedules as fireDue } from "@/server/engine/fire-schedules";
import { inngest } from "../client";

/** So that the memos of one function run stay few; what is then left is due in a minute, too. */
const STEPS = 50;

/** Schedules are times of day: the minute's start is when they come. */
export const fireSchedules = inngest.createFunction(
  // A minute that failed is followed by another one.
  { id: "fire-schedules", triggers: [{ cron: "* * * * *" }], retries: 2 },
  async ({ step }) => {
    let fired = 0;
    for (let n = 1; n <= STEPS; n++) {
      const batch = await step.run(`fire:${n}`, () => fireDue());
      fired += batch.fired;
      if (!batch.more) break;
    }
    return { fired };
  },
);
