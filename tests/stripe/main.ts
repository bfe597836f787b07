import { parseArgs } from "node:util";
import { startStripe } from "./stand-in/start-stripe";

/**
 * The stand-in as a process of its own, for browser tests and for trying billing out by hand:
 * `node --import tsx tests/stripe/main.ts --port 4242 --webhook http://localhost:3000/api/stripe/webhook`.
 * The server beside it is given STRIPE_API_URL and the keys that are printed here.
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4242" },
    webhook: { type: "string" },
    thin: { type: "string" },
  },
});
const standIn = await startStripe({ port: Number(values.port) });
if (values.webhook) standIn.deliverTo(values.webhook, values.thin);
process.stdout.write(
  [
    `STRIPE_API_URL=${standIn.url}`,
    `STRIPE_SECRET_KEY=${standIn.apiKey}`,
    `STRIPE_WEBHOOK_SECRET=${standIn.webhookSecret}`,
    `STRIPE_THIN_WEBHOOK_SECRET=${standIn.thinSecret}`,
    "",
  ].join("\n"),
);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void standIn.stop());
