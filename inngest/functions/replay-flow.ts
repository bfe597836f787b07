import { failReplay, replayBatch } from "@/server/features/flow-replays/service";
import { inngest } from "../client";
import { replayRequested } from "../events";

/** So that the memos of one function run stay few: of batches of a second and a half, more than a replay has. */
const BATCHES = 400;

/**
 * Takes real events through two versions of a flow, a batch in each step. What is done stands in the replay's row: a
 * step that is repeated after a crash goes on where the last chunk ended.
 */
export const replayFlow = inngest.createFunction(
  {
    id: "replay-flow",
    triggers: [{ event: "flow/replay.requested" }],
    retries: 5,
    onFailure: async ({ event }) => failReplay(replayRequested.shape.data.parse(event.data.event.data)),
  },
  async ({ event, step }) => {
    const replay = replayRequested.shape.data.parse(event.data);
    for (let n = 1; n <= BATCHES; n++) {
      const { over } = await step.run(`batch:${n}`, () => replayBatch(replay));
      if (over) return { batches: n };
    }
    throw new Error(`Replay ${replay.replayId} took more than ${BATCHES} batches`);
  },
);
