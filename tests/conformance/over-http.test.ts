/**
 * The same cases over HTTP: served as the app serves its functions, registered, called and told by a server. One is
 * the embedded executor behind HTTP. Another is the one that INNGEST_CONFORMANCE_URL names, if it names any:
 *   npx inngest-cli dev --no-discovery          (in another terminal)
 *   INNGEST_CONFORMANCE_URL=http://localhost:8288 npx vitest run --project durable tests/conformance/over-http.test.ts
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchEnvironment } from "@/server/env";
import { cases } from "./cases";
import { arranged, expectation, type Played } from "./support/case";
import { executorServer, restOf } from "./support/executor-server";
import { setClock } from "./support/harness";
import { remoteRunner, type Server } from "./support/remote-runner";

const MINUTES_MS = 600_000;

plays("the embedded executor over HTTP", async () => {
  await setClock(600);
  const { url, stop } = await executorServer();
  const server: Server = {
    url,
    host: "127.0.0.1",
    lasting: { nap: "10m", long: "40m" },
    patienceMs: 40_000,
    quietMs: 300,
    rest: restOf,
  };
  return { server, stop };
});

const {
  INNGEST_CONFORMANCE_URL: url,
  INNGEST_CONFORMANCE_HOST: host = "127.0.0.1",
  INNGEST_CONFORMANCE_SIGNING_KEY: signingKey,
  INNGEST_CONFORMANCE_EVENT_KEY: eventKey,
} = launchEnvironment();

if (url)
  plays(`the server at ${url}`, async () => ({
    server: {
      url,
      host,
      ...(signingKey ? { signingKey } : {}),
      ...(eventKey ? { eventKey } : {}),
      lasting: { nap: "6s", long: "60s" },
      patienceMs: MINUTES_MS,
      quietMs: 5_000,
      // Nobody tells: a moment.
      rest: () => new Promise((resolve) => setTimeout(resolve, 3_000)),
    },
    stop: async () => {},
  }));

/** All cases at once: on a server whose clock nobody moves, their waits pass together. */
function plays(what: string, open: () => Promise<{ server: Server; stop: () => Promise<void> }>): void {
  describe(what, () => {
    const results = new Map<string, Promise<Played>>();
    let stop = async () => {};

    beforeAll(async () => {
      const { server, stop: stopServer } = await open();
      const runner = await remoteRunner(cases, server);
      stop = async () => {
        await runner.stop();
        await stopServer();
      };
      for (const one of cases) results.set(one.name, runner.play(one));
      await Promise.allSettled(results.values());
    }, MINUTES_MS * 2);
    afterAll(() => stop());

    for (const one of cases)
      test(one.name, async () => {
        const played = await results.get(one.name);
        expect(played && arranged(one.lines, played)).toEqual(expectation(one));
      });
  });
}
