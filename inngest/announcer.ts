import { type Announcement, setAnnouncer } from "@/server/engine/announce";
import { type ReplayRequest, setReplayAnnouncer } from "@/server/engine/announce-replay";
import { inngest, requireBothKeys, usesInngestServer } from "./client";
import { type RunPoked, type RunRequested, turnOf } from "./events";
import { enqueueEvents } from "./executor/enqueue-events";

/** Runs and replays that are announced become Inngest events. To be called once at the start of every process. */
export function installAnnouncer(): void {
  requireBothKeys();
  setAnnouncer(async (batch) => {
    const events = batch.map(eventOf);
    // The SDK's send would encode and decode what stays in this process: 0.3 ms of CPU an event.
    await (usesInngestServer() ? inngest.send(events) : enqueueEvents(events));
  });
  setReplayAnnouncer((request) => inngest.send(replayEvent(request)));
}

const replayEvent = (data: ReplayRequest) => ({
  name: "flow/replay.requested" as const,
  id: `replay:${data.replayId}:${data.generation}`,
  data,
});

function eventOf({ kind, runId, generation, workspaceId }: Announcement): RunRequested | RunPoked {
  const turn = turnOf(runId, generation);
  if (kind === "requested")
    return { name: "flow/run.requested", id: turn, data: { runId, generation, workspaceId } };
  return { name: "flow/run.poked", data: { runId, generation, workspaceId, turn } };
}
