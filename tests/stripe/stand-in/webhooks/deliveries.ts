import { setTimeout as wait } from "node:timers/promises";
import type { EventRecord } from "../state";
import { signatureHeader } from "./signature";

/** Where events go: an address, or a route handler that is called in its place. */
export type Target = string | ((request: Request) => Promise<Response>);
export type Delivery = { eventId: string; type: string; thin: boolean; status: number | null };
type Order = "as sent" | "reversed" | "shuffled";
type Secrets = { snapshot: string; thin: string };

const TIMEOUT_MS = 30_000;

/**
 * Webhooks on their way: https://docs.stripe.com/webhooks. At once and in order unless told otherwise; they can
 * be held, let go in another order, sent twice, sent again from long ago, and are kept when not answered with 2xx.
 */
export class Deliveries {
  /** Every attempt, with the answer's status; null when there was none. */
  readonly attempts: Delivery[] = [];
  private targets: { snapshot: Target; thin: Target } | null = null;
  private waiting: EventRecord[] = [];
  private readonly past: EventRecord[] = [];
  private refused: EventRecord[] = [];
  private held = false;
  private copies = 1;
  private running: Promise<void> | null = null;

  constructor(private readonly secrets: Secrets) {}

  /** Thin events have an address of their own: beside ".../webhook" it is ".../thin". */
  deliverTo(target: Target, thinTarget: Target = besides(target)): void {
    this.targets = { snapshot: target, thin: thinTarget };
  }

  /** Kept until `pump`: an event is sent after the call that caused it is answered. */
  add(event: EventRecord): void {
    this.waiting.push(event);
  }

  /** Nothing is sent until `release`. */
  hold(): void {
    this.held = true;
  }

  /** Sends what was held, in the order asked for or all at once, and goes on at once from here. */
  async release({
    order = "as sent",
    together = false,
  }: {
    order?: Order;
    together?: boolean;
  } = {}): Promise<void> {
    this.held = false;
    const events = arranged(this.waiting.splice(0), order);
    if (together) await Promise.all(events.map((event) => this.deliver(event)));
    else for (const event of events) await this.deliver(event);
    await this.settled();
  }

  /** Every event is sent so many times from now on; 1 is as usual. */
  duplicate(copies = 2): void {
    this.copies = copies;
  }

  /** Sends events of the past again, oldest first: all, or those of a type. */
  async replay(type?: string): Promise<void> {
    for (const event of [...this.past]) if (!type || event.type === type) await this.send(event);
  }

  /** Sends again what was not answered with 2xx; Stripe does so for up to three days. */
  async redeliver(): Promise<void> {
    for (const event of this.refused.splice(0)) await this.send(event);
  }

  get undelivered(): number {
    return this.refused.length;
  }

  get heldBack(): number {
    return this.waiting.length;
  }

  pump(): void {
    if (this.held || this.running || !this.targets || !this.waiting.length) return;
    this.running = this.drain().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when nothing is on its way any more; what is held does not count. */
  async settled(): Promise<void> {
    this.pump();
    while (this.running) {
      await this.running;
      this.pump();
    }
  }

  private async drain(): Promise<void> {
    for (;;) {
      await wait(0);
      const event = this.held ? undefined : this.waiting.shift();
      if (!event) return;
      await this.deliver(event);
    }
  }

  private async deliver(event: EventRecord): Promise<void> {
    this.past.push(event);
    for (let copy = 0; copy < this.copies; copy++) await this.send(event);
  }

  private async send(event: EventRecord): Promise<void> {
    if (!this.targets) return;
    const { id: eventId, type, thin, payload } = event;
    const secret = thin ? this.secrets.thin : this.secrets.snapshot;
    const status = await post(thin ? this.targets.thin : this.targets.snapshot, payload, secret);
    this.attempts.push({ eventId, type, thin, status });
    if (status === null || status < 200 || status > 299) this.refused.push(event);
  }
}

const besides = (target: Target): Target =>
  typeof target === "string" ? target.replace(/\/webhook$/, "/thin") : target;

async function post(target: Target, body: string, secret: string): Promise<number | null> {
  const init = {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": signatureHeader(body, secret),
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  try {
    const response =
      typeof target === "string"
        ? await fetch(target, init)
        : await target(new Request("http://localhost/", init));
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

function arranged(events: EventRecord[], order: Order): EventRecord[] {
  if (order === "reversed") return events.reverse();
  if (order === "as sent") return events;
  return events
    .map((event) => ({ event, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}
