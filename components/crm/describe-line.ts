import {
  Ban,
  CalendarClock,
  CirclePause,
  Hash,
  ListChecks,
  Mail,
  MessageSquare,
  Pencil,
  Phone,
  Send,
  StickyNote,
  Workflow,
  Zap,
} from "lucide-react";
import { eventWords } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";
import type { TimelineItem } from "@/server/domain/timeline";
import { describeChange } from "./describe-change";
import { sentence } from "./sentence";

export type LineWords = {
  icon: typeof Mail;
  ink?: string;
  title: string;
  /** Below /w/<slug>. */
  path?: string;
  by?: string | null;
  /** Text that somebody wrote. */
  text?: string;
  /** What became of it. */
  detail?: string | null;
};

/** One line of the timeline in words, with its sign and where it leads. `nameOf` tells a member's name by its id. */
export function describeLine(item: TimelineItem, nameOf: (userId: string) => string | null): LineWords {
  switch (item.kind) {
    case "event": {
      const words = eventWords(canonicalEventType(item.data.type));
      return {
        icon: item.data.type.startsWith("appointment.") ? CalendarClock : Zap,
        ink: "text-trigger",
        title: words === item.data.type ? words : sentence(words),
        by: item.data.runId ? "by a flow" : (SOURCES[item.data.source] ?? `from ${item.data.source}`),
        path: item.data.runId ? `/runs/${item.data.runId}` : recordPath(item.data),
      };
    }
    case "message": {
      const { channel, direction, status, subject, preview, flowName } = item.data;
      const { word, icon } = CHANNELS[channel] ?? { word: sentence(channel), icon: Mail };
      const inbound = direction === "in" || direction === "inbound";
      return {
        icon,
        ink: inbound ? "text-message" : "text-action",
        title: inbound ? `${word} from them` : subject ? `${word}: ${subject}` : `${word} to them`,
        by: inbound ? null : flowName,
        path: `/outbox?message=${item.id}`,
        text: preview,
        detail: inbound ? null : sentence(status),
      };
    }
    case "run":
      return {
        icon: Workflow,
        ink: "text-running",
        title: item.data.flowName ? `“${item.data.flowName}” started` : "A single action ran",
        by: item.data.mode === "test" ? "test" : null,
        path: `/runs/${item.id}`,
      };
    case "task":
      return {
        icon: ListChecks,
        ink: item.data.status === "done" ? "text-succeeded" : undefined,
        title: `Task: ${item.data.title}`,
        path: `/tasks?task=${item.id}`,
        by: item.data.assignee,
        detail: item.data.status === "open" ? null : sentence(item.data.status),
      };
    case "note":
      return {
        icon: StickyNote,
        ink: "text-held",
        title: item.data.author ? `Note by ${item.data.author}` : "Note",
        by: item.data.editedAt ? "edited" : null,
        text: item.data.body,
      };
    case "change":
      return {
        icon: Pencil,
        title: describeChange(item.data, nameOf),
        by: item.data.flowName ?? (item.data.by || (ACTORS[item.data.byType] ?? null)),
        path: item.data.runId ? `/runs/${item.data.runId}` : undefined,
      };
    case "gate": {
      const { icon, ink, word } = VERDICTS[item.data.verdict] ?? VERDICTS.send;
      const channel = CHANNELS[item.data.channel]?.word ?? sentence(item.data.channel);
      return {
        icon,
        ink,
        title: `${channel} ${word}`,
        by: item.data.flowName,
        path: `/runs/${item.data.runId}`,
        detail: item.data.words || null,
      };
    }
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a person did to an order or an appointment leads to it. */
function recordPath({ source, payload }: { source: string; payload: Record<string, unknown> | null }) {
  if (source !== "platform") return undefined;
  const { order_id: order, appointment_id: appointment } = payload ?? {};
  if (typeof order === "string")
    return UUID.test(order) ? `/orders?order=${order}` : `/orders?q=${encodeURIComponent(order)}`;
  if (typeof appointment === "string" && UUID.test(appointment))
    return `/appointments?appointment=${appointment}`;
  return undefined;
}

const CHANNELS: Record<string, { word: string; icon: typeof Mail }> = {
  email: { word: "Email", icon: Mail },
  sms: { word: "SMS", icon: MessageSquare },
  call: { word: "Call", icon: Phone },
  slack: { word: "Slack", icon: Hash },
};

const VERDICTS: Record<string, { icon: typeof Mail; ink: string; word: string }> & {
  send: { icon: typeof Mail; ink: string; word: string };
} = {
  send: { icon: Send, ink: "text-succeeded", word: "let through" },
  hold: { icon: CirclePause, ink: "text-held", word: "held back for now" },
  skip: { icon: Ban, ink: "text-failed", word: "not sent" },
};

const SOURCES: Record<string, string> = {
  api: "by API",
  webhook: "by webhook",
  manual: "by hand",
  platform: "in Baton",
  import: "by import",
  schedule: "by schedule",
};

const ACTORS: Record<string, string> = {
  import: "import",
  contact: "the contact",
  flow: "a flow",
  api_key: "API",
  system: "Baton",
  internal: "Baton",
};
