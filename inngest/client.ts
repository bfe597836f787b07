import { Inngest } from "inngest";
import { launchEnvironment } from "@/server/env";
import { embeddedClient } from "./executor/embedded-client";
import { sdkLogger } from "./executor/sdk-logger";

const ID = "baton";

/** A signing key means: an Inngest server (Cloud, or one's own at INNGEST_BASE_URL) drives the functions. */
export const usesInngestServer = (): boolean => Boolean(launchEnvironment().INNGEST_SIGNING_KEY);

/** Half a configuration would send events to a place where nobody runs them. */
export function requireBothKeys(): void {
  const { INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY } = launchEnvironment();
  if (Boolean(INNGEST_SIGNING_KEY) === Boolean(INNGEST_EVENT_KEY)) return;
  throw new Error(
    "An Inngest server needs INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY. Set both, or neither for the embedded executor.",
  );
}

/** The one client. Without an Inngest server its events go to the embedded executor, in memory. */
export const inngest: Inngest = usesInngestServer() ? serverClient() : embeddedClient(ID);

/**
 * How a function hands its results over that does not mind repeating its last steps after a crash: all at once, when it
 * ends or waits. A server needs them one by one, since it may end a call that takes long.
 */
export const relaxedCheckpoints = usesInngestServer() ? true : { bufferedSteps: 1000, maxRuntime: 0 };

function serverClient(): Inngest {
  const { INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY, INNGEST_BASE_URL } = launchEnvironment();
  return new Inngest({
    id: ID,
    isDev: false,
    logger: sdkLogger,
    signingKey: INNGEST_SIGNING_KEY,
    eventKey: INNGEST_EVENT_KEY,
    ...(INNGEST_BASE_URL ? { baseUrl: INNGEST_BASE_URL } : {}),
  });
}
