/**
 * Why something is written: what its event says of where it came from, and which run did it. `source` is that of the
 * event: platform, api, import, …; `depth` is the causing run's, looked up when it is left out.
 */
export type Cause = {
  source: string;
  runId?: string;
  depth?: number;
  /** What a test run causes is a test too. */
  mode?: "live" | "test";
  /** Who is named as having done it. Left out: Baton itself. */
  actor?: CauseActor;
};

export type CauseActor = {
  type: "user" | "api_key" | "plugin" | "flow" | "import" | "contact" | "internal" | "system";
  id?: string | null;
  name?: string;
};

/** The actor's columns, as the tables of changes have them: type, id, name, run. */
export const actorColumns = ({ actor, runId }: Cause): [string, string | null, string, string | null] => [
  actor?.type ?? (runId ? "flow" : "system"),
  actor?.id ?? null,
  actor?.name ?? "",
  runId ?? null,
];
