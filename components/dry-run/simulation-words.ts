import { formatDuration } from "@/components/ui/format-duration";
import { endWords as reasonWords } from "@/server/domain/run-words";
import type { Simulation } from "@/server/domain/simulate/simulation";
import { cityOf, localDate, localTime } from "./local-time";

/** How it ended, as the last line of the timeline. */
export function endWords({ outcome, reason }: Simulation["end"]): string {
  const isRunEnd = outcome === "completed" || outcome === "failed" || outcome === "cancelled";
  const words = isRunEnd ? reasonWords(outcome, reason) : reason;
  return words ? `${ENDS[outcome]}: ${words}` : ENDS[outcome];
}

const ENDS: Record<Simulation["end"]["outcome"], string> = {
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
  not_started: "Does not start",
  unfinished: "Still under way",
};

/** “Completed after 9 d 4 h, 3 messages”, for the head and for screen readers. */
export function summaryWords(simulation: Simulation, at: Date): string {
  const { end, trace } = simulation;
  if (end.outcome === "not_started") return endWords(end);
  const ms = end.at.getTime() - at.getTime();
  const length = ms < 1_000 ? "at once" : `after ${formatDuration(ms)}`;
  const sent = sentMessages(trace).length;
  const messages = sent === 0 ? "no message" : sent === 1 ? "1 message" : `${sent} messages`;
  return `${ENDS[end.outcome]} ${length}, ${messages}`;
}

/** What would have gone out. */
export const sentMessages = (trace: Simulation["trace"]) =>
  trace.filter(({ message, status, gate }) => message && status === "succeeded" && gate?.verdict !== "skip");

/** What it is tried with, where there is one line for it: “lead.created, an example, from Sat 21 Nov, 15:38 in Berlin”. */
export const triedWords = (event: { label: string } | null, at: Date, zone: string): string =>
  `${event?.label ?? "No event"}, from ${localDate(at, zone, at)}, ${localTime(at, zone)} in ${cityOf(zone)}`;
