import * as z from "zod";

const run = { runId: z.uuid(), generation: z.number().int().min(0), workspaceId: z.uuid() };

/** A run, or its next generation, is to be driven. Its id is `runId:generation`: it starts once. */
export const runRequested = z.object({
  name: z.literal("flow/run.requested"),
  id: z.string(),
  data: z.object(run),
});

/** Something happened for which a waiting run is to look again. `turn` is `runId:generation`, for one comparison. */
export const runPoked = z.object({
  name: z.literal("flow/run.poked"),
  data: z.object({ ...run, turn: z.string() }),
});

/** A replay is to be worked on. Its id is `replayId:generation`. */
export const replayRequested = z.object({
  name: z.literal("flow/replay.requested"),
  id: z.string(),
  data: z.object({ replayId: z.uuid(), generation: z.number().int().min(1), workspaceId: z.uuid() }),
});

export type RunRequested = z.infer<typeof runRequested>;
export type RunPoked = z.infer<typeof runPoked>;

export const turnOf = (runId: string, generation: number): string => `${runId}:${generation}`;
