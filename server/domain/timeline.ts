/** What the timeline of a contact is made of. */
export const timelineKinds = ["event", "message", "run", "task", "note", "change", "gate"] as const;
export type TimelineKind = (typeof timelineKinds)[number];

type Line<Kind extends TimelineKind, Data> = { kind: Kind; id: string; at: Date; data: Data };

/** One line of the timeline, the newest first. */
export type TimelineItem =
  | Line<
      "event",
      { type: string; source: string; payload: Record<string, unknown> | null; runId: string | null }
    >
  | Line<
      "message",
      {
        channel: string;
        direction: string;
        status: string;
        subject: string;
        preview: string;
        runId: string | null;
        flowName: string | null;
      }
    >
  | Line<
      "run",
      {
        flowId: string | null;
        flowName: string | null;
        status: string;
        reason: string | null;
        mode: string;
        milliTokens: number;
      }
    >
  | Line<"task", { title: string; status: string; dueAt: string | null; assignee: string | null }>
  | Line<"note", { body: string; author: string; authorId: string | null; editedAt: string | null }>
  | Line<
      "change",
      {
        field: string;
        before: unknown;
        after: unknown;
        by: string;
        byType: string;
        runId: string | null;
        flowName: string | null;
      }
    >
  | Line<
      "gate",
      {
        verdict: string;
        rule: string;
        words: string;
        value: string;
        channel: string;
        recipient: string;
        until: string | null;
        runId: string;
        flowName: string | null;
      }
    >;
