/** The clock of this process stands where it is put. */
export function setClock(start: Date) {
  const before = globalThis.batonClock;
  let time = start.getTime();
  globalThis.batonClock = { now: () => new Date(time) };
  return {
    set: (at: Date) => {
      time = at.getTime();
    },
    advance: (ms: number) => {
      time += ms;
    },
    restore: () => {
      globalThis.batonClock = before;
    },
  };
}
