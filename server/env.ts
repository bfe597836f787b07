/**
 * The only reader of process.env: everything else asks `env()`. Validated at first use, with every complaint at once.
 * Every variable stands in .env.example. Launchers (server/ops/cli) hand the secrets of the data directory to their
 * children through the environment, so that here they are simply required.
 */
import * as z from "zod";

const flag = z.stringbool().default(false);

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  BATON_ROLE: z.enum(["all", "web", "worker"]).default("all"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** What the web process listens on. localhost: only this machine reaches it. */
  BATON_HOST: z.string().default("localhost"),
  /** Set by the launchers: their process id. Whoever they started ends when it is gone. */
  BATON_SUPERVISOR_PID: z.coerce.number().int().positive().optional(),
  BATON_DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.string().min(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  AUTH_SECRET: z.string().min(16),
  AUTH_URL: z.url().optional(),
  /** 32 bytes, base64: seals credentials. */
  BATON_SEALING_KEY: z
    .string()
    .refine((key) => Buffer.from(key, "base64").length === 32, "must be 32 bytes in base64"),
  INTERNAL_API_TOKEN: z.string().min(16).optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY: z.string().optional(),
  INNGEST_BASE_URL: z.url().optional(),
  BATON_PLUGIN_DEV_ORIGINS: z.string().default(""),
  /** Hosts that http_request and mail may reach although they are private, for development: host:port, comma-separated. */
  BATON_HTTP_ALLOW: z.string().default(""),
  /** The mail server over which Baton itself writes to members: smtp://user:password@host:587, or smtps:// for TLS at once. */
  BATON_MAIL_URL: z.url({ protocol: /^smtps?$/, error: "must be smtp://… or smtps://…" }).optional(),
  /** Whom such mail is from: an address, or Name <address>. */
  BATON_MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^\s<>@]+@[^\s<>@]+|[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>)$/,
      "must be an email address, or Name <address>",
    )
    .optional(),
  /** Of the Stripe account that charges. Without it nothing is charged, and the pages say so. */
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(?:sk|rk)_(?:test|live)_\w+$/, "must be a secret key of Stripe (sk_… or rk_…)")
    .optional(),
  /** Signs what Stripe posts to /api/stripe/webhook, and to /api/stripe/thin. Comma: two while one replaces the other. */
  STRIPE_WEBHOOK_SECRET: z.string().default(""),
  STRIPE_THIN_WEBHOOK_SECRET: z.string().default(""),
  /** Where the API is instead of at Stripe, for development and tests: only with a key of the test mode. */
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Lets tests freeze, move and scale the clock. Never set it where customers are. */
  BATON_TEST_CLOCK: flag,
  /** Name of a point at which the process kills itself, for tests of recovery (server/engine/failpoint.ts). */
  BATON_FAILPOINT: z.string().default(""),
  /** One log line for every acceptance and every turn of a run, with where its time went: for the benchmark. */
  BATON_TRACE_TURNS: flag,
});
const schema = variables.refine((given) => !given.BATON_MAIL_URL === !given.BATON_MAIL_FROM, {
  path: ["BATON_MAIL_FROM"],
  message: "goes with BATON_MAIL_URL: set both or neither",
});

export type Env = z.infer<typeof schema>;

let cached: Env | undefined;

export function env(): Env {
  if (cached) return cached;
  // An empty value, as a copied .env.example has it, is no value.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(
      `The environment is not valid:\n${lines.join("\n")}\nEvery variable is explained in .env.example.`,
    );
  }
  cached = parsed.data;
  return cached;
}

/** The environment as it came, for launchers that complete it and start children with it. */
export function launchEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** Puts what a launcher found (address of the database, secrets) where `env()` reads it. */
export function completeEnvironment(values: Record<string, string>): void {
  Object.assign(process.env, values);
  cached = undefined;
}

/**
 * Replaces the live environment by a copy. Node asks the operating system at every read of it, and the Inngest SDK reads
 * all of it several times per call: a fifth of a call's CPU.
 */
export function snapshotEnvironment(): void {
  process.env = { ...process.env };
}
