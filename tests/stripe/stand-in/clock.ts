/** The one clock of the stand-in: it follows a base (the real time, or a test's own) and is moved forward by hand. */
export class StandInClock {
  private ahead = 0;

  constructor(private readonly base: () => Date) {}

  now(): Date {
    return new Date(this.base().getTime() + this.ahead);
  }

  seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  /** Moves to an instant, never back. */
  moveTo(milliseconds: number): void {
    this.ahead += Math.max(0, milliseconds - this.now().getTime());
  }
}
