import * as z from "zod";

const aim = z.object({ aim: z.string(), measured: z.string(), reached: z.boolean() });

/** What a phase found: raw figures, the same as lines of a table, and what became of its aims. */
export const resultSchema = z.object({
  figures: z.record(z.string(), z.json()),
  rows: z.array(z.tuple([z.string(), z.string()])),
  aims: z.array(aim),
});

const phase = z.object({
  name: z.string(),
  title: z.string(),
  seconds: z.number(),
  result: resultSchema.nullable(),
  /** Why there is no result. */
  failed: z.string().nullable(),
});

export const passSchema = z.object({
  disk: z.enum(["own", "emulated"]),
  /** Writing 8 KB and flushing it, and committing a transaction of one record: medians, ms. */
  flushMs: z.number().nullable(),
  commitMs: z.number().nullable(),
  phases: z.array(phase),
});

const share = z.object({ name: z.string(), percent: z.number() });

export const profileSchema = z.object({
  process: z.string(),
  seconds: z.number(),
  folders: z.array(share),
  functions: z.array(share.extend({ place: z.string() })),
});

/** The raw JSON of a benchmark: what `--json` writes and `--report` reads. */
export const benchFileSchema = z.object({
  at: z.string(),
  command: z.string(),
  seconds: z.number(),
  machine: z.record(z.string(), z.union([z.string(), z.number()])),
  passes: z.array(passSchema),
  profiles: z.array(profileSchema),
});

export type Result = z.infer<typeof resultSchema>;
export type Aim = z.infer<typeof aim>;
export type Pass = z.infer<typeof passSchema>;
export type PhaseOutcome = z.infer<typeof phase>;
export type Profile = z.infer<typeof profileSchema>;
export type BenchFile = z.infer<typeof benchFileSchema>;
