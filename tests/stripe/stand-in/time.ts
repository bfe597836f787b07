import { nextDue } from "./life/due-work";
import type { World } from "./world";

/** Brings about what is due, in order, each at its own instant. */
export class Time {
  constructor(
    private readonly world: World,
    private readonly settled: () => Promise<void>,
  ) {}

  now(): Date {
    return this.world.clock.now();
  }

  /**
   * Time passes: renewals, finalisations, payments and retries happen one after the other, and the webhooks of
   * each are answered before the next, as they are in the hours between them.
   */
  async advance(milliseconds: number): Promise<void> {
    const target = this.now().getTime() + milliseconds;
    for (let due = nextDue(this.world); due && due.at * 1000 <= target; due = nextDue(this.world)) {
      this.world.clock.moveTo(due.at * 1000);
      this.world.at(due.at, due.work);
      await this.settled();
    }
    this.world.clock.moveTo(target);
  }

  /** What has become due by itself, when the clock runs or follows a test's. */
  catchUp(): void {
    const now = this.world.now();
    for (let due = nextDue(this.world); due && due.at <= now; due = nextDue(this.world))
      this.world.at(due.at, due.work);
  }
}
