import type { PlannedEvent } from "./plan";
import type { SoakWorkspace } from "./workspace";

export type Sent = { id: string; eventIds: Set<string>; runIds: Set<string> };

export type Sender = {
  /** Every event at its time, as long as those before are answered; done when all are accepted. */
  sendAll: (events: PlannedEvent[], perSecond: number) => Promise<void>;
  /** From now on so many of them may be sent. */
  allow: (events: number) => void;
  /** Sends an answer that a run waits for, after a time. */
  answer: (event: PlannedEvent) => void;
  /** What else is under way. */
  settled: () => Promise<void>;
  accepted: Map<string, Sent>;
  answers: Map<string, Sent>;
  /** Times that a status was answered; 0: no answer at all. */
  statuses: Map<number, number>;
  /** Answers of 503 without Retry-After, and other things that a client cannot be expected to live with. */
  faults: string[];
};

const WIDTH = 24;
const PATIENT_MS = 15_000;
const GIVE_UP_MS = 240_000;

/** A good client: repeats what was not answered, or answered with 409, 429 or 5xx, under the same key, until it is accepted. */
export function openSender(url: string, { apiKey }: SoakWorkspace): Sender {
  const accepted = new Map<string, Sent>();
  const answers = new Map<string, Sent>();
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  const pending = new Set<Promise<unknown>>();
  let allowed = 0;

  const post = async (id: string, type: string, payload: unknown): Promise<Response | null> => {
    try {
      return await fetch(`${url}/api/v1/events`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${apiKey}`,
          "idempotency-key": `key-${id}`,
        },
        body: JSON.stringify({ event_type: type, id, payload }),
        signal: AbortSignal.timeout(PATIENT_MS),
      });
    } catch {
      return null;
    }
  };

  const untilAccepted = async (into: Map<string, Sent>, id: string, type: string, payload: unknown) => {
    const end = Date.now() + GIVE_UP_MS;
    for (let pause = 100; Date.now() < end; pause = Math.min(pause * 2, 1_000)) {
      const answer = await post(id, type, payload);
      const body = answer && (await answer.text().catch(() => null));
      const status = answer && body !== null ? answer.status : 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 202 && body) {
        note(into, id, body);
        return;
      }
      if (status === 503 && !answer?.headers.has("retry-after")) faults.push("503 without Retry-After");
      if (status === 500 || (status >= 400 && status < 500 && status !== 409 && status !== 429))
        faults.push(`${status}: ${body?.slice(0, 300)}`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    faults.push(`${id} was not accepted within ${GIVE_UP_MS / 1000} s`);
  };

  const one = async ({ id, type, payload, double }: PlannedEvent) => {
    const once = () => untilAccepted(accepted, id, type, payload);
    if (double === "together") await Promise.all([once(), once()]);
    else await once();
    if (double === "after") await once();
  };

  const keep = (work: Promise<unknown>) => {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  };

  return {
    accepted,
    answers,
    statuses,
    faults,
    async sendAll(events, perSecond) {
      const queue = [...events];
      let due = performance.now();
      const lane = async () => {
        for (let event = queue.shift(); event; event = queue.shift()) {
          while (event.number >= allowed) await new Promise((resolve) => setTimeout(resolve, 20));
          due = Math.max(due + 1_000 / perSecond, performance.now() - 1_000);
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
          await one(event);
        }
      };
      await Promise.all(Array.from({ length: WIDTH }, lane));
    },
    allow(count) {
      allowed = count;
    },
    answer({ id, payload, answerAfterMs }) {
      keep(
        new Promise((resolve) => setTimeout(resolve, answerAfterMs)).then(() =>
          untilAccepted(answers, `answer-${id}`, "chaos.answered", {
            number: payload.number,
            email: payload.email,
          }),
        ),
      );
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

function note(into: Map<string, Sent>, id: string, body: string): void {
  const { event_id, runs }: { event_id: string; runs: { id: string }[] } = JSON.parse(body);
  const sent = into.get(id) ?? { id, eventIds: new Set(), runIds: new Set() };
  sent.eventIds.add(event_id);
  for (const run of runs) sent.runIds.add(run.id);
  into.set(id, sent);
}
