import { lengthWords } from "@/server/domain/gate-words";
import type { TraceEntry } from "@/server/domain/simulate/simulation";
import type { Step } from "@/server/domain/step";
import { localMoment } from "./local-time";
import { excerptOf } from "./message-excerpt";
import type { LineTone } from "./trace-line";

type Facts = {
  entry: TraceEntry;
  step: Step | null;
  wayOut: string | null;
  zone: string;
  /** It stood there waiting before. */
  waited: boolean;
};

/** What a step did, in words, and how loud they are. */
export function detailOf(facts: Facts): { detail: string | null; tone: LineTone } {
  const { entry } = facts;
  if (entry.gate && entry.gate.verdict !== "send") return { detail: gateWords(entry.gate), tone: "held" };
  switch (entry.status) {
    case "running":
    case "waiting":
      return { detail: waitWords(facts), tone: "waiting" };
    case "retrying":
      return { detail: retryWords(facts), tone: "failed" };
    case "failed":
      return { detail: failureWords(entry), tone: "failed" };
    case "cancelled":
      return { detail: "ended with the run", tone: "plain" };
    default:
      return { detail: doneWords(facts), tone: "plain" };
  }
}

/** “held until 08:00 in Berlin (quiet hours 21:00–08:00)”, “not sent: the contact opted out …”. */
function gateWords({ detail }: NonNullable<TraceEntry["gate"]>): string {
  const words = detail.replace(/^Skipped: /, "not sent: ");
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function waitWords({ entry, step, zone }: Facts): string {
  const until = entry.wakeAt ? localMoment(entry.wakeAt, entry.at, zone) : null;
  switch (step?.type) {
    case "wait_for_event":
    case "approval": {
      const what = step.type === "approval" ? "for an answer" : `for ${step.event_types.join(" or ")}`;
      const limit = step.timeout ? `, at most ${lengthWords(step.timeout)}` : "";
      return until ? `waits ${what}${limit} (${until})` : `waits ${what}`;
    }
    case "for_each":
      return "works through its items";
    case "sub_flow":
      return "waits for the other flow";
    default:
      return until ? `waits until ${until}` : "waits";
  }
}

function retryWords({ entry, zone }: Facts): string {
  const again = entry.wakeAt ? `, again at ${localMoment(entry.wakeAt, entry.at, zone, true)}` : "";
  return `attempt ${entry.attempt} failed${again}: ${entry.error?.message ?? "no reason given"}`;
}

const failureWords = ({ attempt, error }: TraceEntry): string =>
  `failed${attempt > 1 ? ` after ${attempt} attempts` : ""}: ${error?.message ?? "no reason given"}`;

function doneWords({ entry, step, wayOut, waited }: Facts): string | null {
  const { message } = entry;
  const said = message && [`to ${message.to}`, excerptOf(message)].filter(Boolean).join(": ");
  if (step?.type === "delay" && !waited) return "does not wait: its time has come already";
  return [wayOut, entry.attempt > 1 && `attempt ${entry.attempt}`, said].filter(Boolean).join(", ") || null;
}
