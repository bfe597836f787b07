/** What a soak is made of. The same seed gives the same events, doubles, pauses and plan of kills. */
export type SoakOptions = {
  runs: number;
  /** SIGKILLs, spread over web, both workers, the database server and single connections of it. */
  kills: number;
  /** One worker is stopped (SIGSTOP) this long: more than a lease and what an overdue run is waited for. */
  hangSeconds: number;
  /** The database is away this long. */
  outageSeconds: number;
  /** How much faster than the real one the product's clock runs; 1: it has no test clock at all. */
  clockRate: number;
  /** Events sent a second, as long as they are answered. */
  perSecond: number;
  /** How long everything may take to end after the last event and the last kill, real seconds. */
  patienceSeconds: number;
  seed: number;
};

/** `npm test`: a lease of 30 s is 3 s, a minute 6 s. */
export const SHORT: SoakOptions = {
  runs: 300,
  kills: 10,
  hangSeconds: 7,
  outageSeconds: 6,
  clockRate: 10,
  perSecond: 25,
  patienceSeconds: 60,
  seed: 1,
};

/** `npm run test:full`: the same on the real clock. */
export const LONG: SoakOptions = {
  ...SHORT,
  kills: 20,
  hangSeconds: 95,
  outageSeconds: 60,
  clockRate: 1,
  perSecond: 2,
  patienceSeconds: 180,
};

/** `npm run chaos` */
export const FULL: SoakOptions = { ...LONG, runs: 10_000, kills: 60, perSecond: 30, patienceSeconds: 600 };

const FLAGS: Record<string, keyof SoakOptions> = {
  "--runs": "runs",
  "--kills": "kills",
  "--hang": "hangSeconds",
  "--outage": "outageSeconds",
  "--clock-rate": "clockRate",
  "--per-second": "perSecond",
  "--patience": "patienceSeconds",
  "--seed": "seed",
};

/** `--runs 300 --seed 7`: what is not named is as in `base`. */
export function readOptions(args: string[], base: SoakOptions): SoakOptions {
  const options = { ...base, seed: Math.floor(Math.random() * 1e6) };
  for (let at = 0; at < args.length; at += 2) {
    const name = FLAGS[args[at] ?? ""];
    const value = Number(args[at + 1]);
    if (!name || !Number.isFinite(value) || value < 0)
      throw new Error(
        `${args[at]} ${args[at + 1] ?? ""}: not understood. Known: ${Object.keys(FLAGS).join(" N, ")} N`,
      );
    options[name] = value;
  }
  return options;
}
