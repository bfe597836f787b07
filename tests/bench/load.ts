import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";

type Payload = Record<string, unknown>;
type Sent = { accepted: boolean; text: string; begunAt: number; endedAt: number };

/** Posts events as a customer does: HTTP, a Bearer key, one JSON body each. */
export class Sender {
  private readonly pool: Pool;
  private sent = 0;
  /** From the moment a request was meant to be sent until its answer was read, ms. */
  readonly latencies: number[] = [];
  private readonly refusals = new Map<string, number>();

  constructor(
    url: string,
    private readonly apiKey: string,
    connections: number,
  ) {
    this.pool = new Pool(url, { connections, pipelining: 1 });
  }

  /** `meantAt`: when it should have been sent; time that the sender itself lost counts, too. */
  async send(eventType: string, more: Payload = {}, meantAt = performance.now()): Promise<Sent> {
    const number = ++this.sent;
    const begunAt = performance.now();
    const body = JSON.stringify({
      event_type: eventType,
      payload: { number, amount: 120, email: `bench-${number % 500}@example.com`, country: "US", ...more },
    });
    const { status, text } = await this.post(body);
    const endedAt = performance.now();
    this.latencies.push(endedAt - meantAt);
    if (status !== "202") this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1);
    return { accepted: status === "202", text, begunAt, endedAt };
  }

  private async post(event: string): Promise<{ status: string; text: string }> {
    try {
      const { statusCode, body } = await this.pool.request({
        path: "/api/v1/events",
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${this.apiKey}` },
        body: event,
      });
      return { status: String(statusCode), text: await body.text() };
    } catch (error) {
      return { status: error instanceof Error ? error.message : String(error), text: "" };
    }
  }

  /** As fast as `width` requests at once allow. `room` holds back while it is false. */
  async closedLoop(eventType: string, width: number, ms: number, room = () => true): Promise<number> {
    const end = performance.now() + ms;
    let accepted = 0;
    const one = async () => {
      while (performance.now() < end) {
        if (!room()) await sleep(2);
        else if ((await this.send(eventType)).accepted) accepted += 1;
      }
    };
    await Promise.all(Array.from({ length: width }, one));
    return accepted;
  }

  /** `count` events at even distances, whether or not earlier ones were answered. */
  async openLoop(
    eventType: string,
    perSecond: number,
    count: number,
    payload: (number: number) => Payload = () => ({}),
    sent: (number: number, answer: Sent) => void = () => {},
  ): Promise<number> {
    const begun = performance.now();
    let accepted = 0;
    const pending: Promise<void>[] = [];
    for (let number = 0; number < count; number++) {
      const meantAt = begun + (number * 1000) / perSecond;
      const wait = meantAt - performance.now();
      if (wait > 0) await sleep(wait);
      pending.push(
        this.send(eventType, payload(number), meantAt).then((answer) => {
          if (answer.accepted) accepted += 1;
          sent(number, answer);
        }),
      );
    }
    await Promise.all(pending);
    return accepted;
  }

  /** `count` events, `width` at once. */
  async batch(
    eventType: string,
    width: number,
    count: number,
    payload: (number: number) => Payload,
  ): Promise<void> {
    let next = 0;
    const one = async () => {
      while (next < count) {
        const number = next++;
        if (!(await this.send(eventType, payload(number))).accepted)
          throw new Error(`An event was refused: ${JSON.stringify(this.refused())}`);
      }
    };
    await Promise.all(Array.from({ length: width }, one));
  }

  /** Answers other than 202, by status or by what broke. */
  refused = (): Record<string, number> => Object.fromEntries(this.refusals);

  /** Closes the connections. Where more than a hundredth was refused, there is nothing worth measuring. */
  async close(): Promise<void> {
    await this.pool.close();
    const refused = [...this.refusals.values()].reduce((sum, count) => sum + count, 0);
    if (refused > this.sent / 100)
      throw new Error(
        `${refused} of ${this.sent} events were not accepted: ${JSON.stringify(this.refused())}`,
      );
  }
}
