/** Every decision about time takes it from a clock that is passed in, so that tests and dry runs can move it. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
