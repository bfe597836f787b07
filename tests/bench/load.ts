import { Pool } from "undici";
import type { Product } from "./product";

/** Posts events as a customer does: HTTP, a Bearer key, one JSON body each. */
export class Sender {
  private readonly pool: Pool;
  private sent = 0;
  readonly latencies: number[] = [];
  readonly refused = new Map<number, number>();

  constructor(
    private readonly product: Product,
    connections: number,
  ) {
    this.pool = new Pool(product.url, { connections, pipelining: 1 });
  }

  async send(eventType: string): Promise<boolean> {
    const number = ++this.sent;
    const begun = performance.now();
    const { statusCode, body } = await this.pool.request({
      path: "/api/v1/events",
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.product.apiKey}` },
      body: JSON.stringify({
        event_type: eventType,
        payload: { number, amount: 120, email: `bench-${number % 500}@example.com`, country: "US" },
      }),
    });
    await body.dump();
    this.latencies.push(performance.now() - begun);
    if (statusCode === 202) return true;
    this.refused.set(statusCode, (this.refused.get(statusCode) ?? 0) + 1);
    return false;
  }

  /** As fast as `width` requests at once allow. `room` holds back while it is false. */
  async closedLoop(
    eventType: string,
    width: number,
    ms: number,
    room: () => boolean = () => true,
  ): Promise<number> {
    const end = performance.now() + ms;
    let accepted = 0;
    const one = async () => {
      while (performance.now() < end) {
        if (!room()) await new Promise((resolve) => setTimeout(resolve, 2));
        else if (await this.send(eventType)) accepted += 1;
      }
    };
    await Promise.all(Array.from({ length: width }, one));
    return accepted;
  }

  /** `perSecond` events at even distances, whether or not earlier ones were answered. */
  async openLoop(eventType: string, perSecond: number, ms: number): Promise<number> {
    const begun = performance.now();
    const pending: Promise<boolean>[] = [];
    for (let number = 0; performance.now() - begun < ms; number++) {
      const due = begun + (number * 1000) / perSecond;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      pending.push(this.send(eventType));
    }
    return (await Promise.all(pending)).filter(Boolean).length;
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
