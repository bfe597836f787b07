/** `npm run stripe:setup [-- --url https://baton.example.com]`: makes at Stripe what Baton needs there, once. */
import { parseArgs } from "node:util";
import { setUpStripe } from "../../billing/set-up-stripe";
import { isBillingConfigured, isLiveMode } from "../../billing/stripe-client";
import { completeEnvironment, launchEnvironment } from "../../env";
import { openDataDirectory, readSecrets } from "../data-directory";
import { enterCheckout } from "./enter-checkout";

enterCheckout();
const given = launchEnvironment();
const origin = askedOrigin();
completeEnvironment({
  ...readSecrets(openDataDirectory(given.BATON_DATA_DIR || ".data"), given),
  // Nothing is asked of it here.
  DATABASE_URL: given.DATABASE_URL || "postgresql://localhost/none",
});
try {
  await setUp(origin);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  console.error("What was made until here stays. Run this again: it goes on from there.");
  process.exitCode = 1;
}

async function setUp(origin: string | null): Promise<void> {
  if (!isBillingConfigured()) throw new Error("STRIPE_SECRET_KEY is not set: see .env.example.");
  console.log(`Stripe, ${isLiveMode() ? "live" : "test"} mode`);
  let changed = 0;
  const secrets = await setUpStripe({
    origin,
    say(line) {
      changed += 1;
      console.log(`  ${line}`);
    },
  });
  if (changed === 0) console.log("  everything is there already");
  const lines = Object.entries(secrets).map(([name, secret]) => `${name}=${secret}`);
  if (lines.length > 0)
    console.log(`\nPut this into the environment; Stripe does not tell it again:\n${lines.join("\n")}`);
  else if (origin !== null && !given.STRIPE_WEBHOOK_SECRET)
    console.log(
      `\nThe webhooks are there, and STRIPE_WEBHOOK_SECRET is not set here: the dashboard of Stripe reveals the secrets of ${origin}/api/stripe/webhook and /api/stripe/thin.`,
    );
  if (origin === null)
    console.log(
      "\nWebhooks were left alone: this server has no address that Stripe could reach. Give one with\n  npm run stripe:setup -- --url https://baton.example.com\nUntil then changes are noticed within a day, and when somebody comes back from the checkout.",
    );
}

/** What is asked for wrongly ends here, before anything is made. */
function askedOrigin(): string | null {
  try {
    const { values } = parseArgs({ options: { url: { type: "string" } } });
    return publicAddress(values.url ?? given.AUTH_URL);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error("\nnpm run stripe:setup [-- --url https://baton.example.com]");
    process.exit(1);
  }
}

/** Stripe posts over https, and to no machine that only this one knows. */
function publicAddress(address: string | undefined): string | null {
  if (!address) return null;
  if (!URL.canParse(address))
    throw new Error(`“${address}” is no address. Give one such as https://baton.example.com.`);
  const { protocol, hostname, origin } = new URL(address);
  return protocol === "https:" && hostname !== "localhost" ? origin : null;
}
