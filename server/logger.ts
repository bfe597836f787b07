import pino from "pino";
import { launchEnvironment } from "./env";

/** JSON lines on standard output. Secrets never reach it: whole credentials and request bodies are not logged. */
export const logger = pino({
  level: launchEnvironment().LOG_LEVEL ?? "info",
  base: { role: launchEnvironment().BATON_ROLE ?? "all" },
  redact: ["*.password", "*.secret", "*.token", "*.authorization", "*.apiKey"],
});
