import type pg from "pg";
import type { Result } from "./bench-file";
import type { Options } from "./options";
import type { Product } from "./product";
import type { Sink } from "./sink";

/** What a phase works with: the product under measurement, its database, and the receiver of its HTTP steps. */
export type Bench = {
  product: Product;
  db: pg.Client;
  sink: Sink;
  seconds: number;
  sleepers: number;
  ledger: number;
  say: (line: string) => void;
};

export type Phase = {
  name: string;
  title: string;
  /** Needs an empty database, and leaves one that is no good for others. */
  alone: boolean;
  /** Runs again on the emulated disk. */
  repeated: boolean;
  /** How long it takes, about. */
  estimateSeconds: (options: Options) => number;
  run: (bench: Bench) => Promise<Result>;
};
