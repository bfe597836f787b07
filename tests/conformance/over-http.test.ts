/**
 * The same cases over HTTP: served as the app serves its functions, registered, called and told by a server. One is
 * the embedded executor behind HTTP. Another is the one that INNGEST_CONFORMANCE_URL names, if it names any.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchEnvironment } from "@/server/env";
import { cases } from "./cases";
import { arranged, expectation, type Played } from "./support/case";
import { executorServer } from "./support/executor-server";
import { jumpingStage } from "./support/jumping-stage";
import { remoteRunner } from "./support/remote-runner";
import type { Runner } from "./support/stage";
import { waitingStage } from "./support/waiting-stage";

describe("the embedded executor behind HTTP", () => {
  let runner: Runner;
  let stopServer: () => Promise<void>;

  beforeAll(async () => {
    const { url, stop } = await executorServer();
    stopServer = stop;
    runner = await remoteRunner(cases, {
      url,
      host: "127.0.0.1",
      lasting: { nap: "3h", long: "90d" },
      stage: jumpingStage,
    });
  });
  afterAll(async () => {
    await stopServer();
    await runner.stop();
  });

  for (const one of cases)
    test(one.name, async () => {
      expect(arranged(one.lines, await runner.play(one))).toEqual(expectation(one));
    });
});

const {
  INNGEST_CONFORMANCE_URL: url,
  INNGEST_CONFORMANCE_HOST: host = "127.0.0.1",
  INNGEST_CONFORMANCE_SIGNING_KEY: signingKey,
  INNGEST_CONFORMANCE_EVENT_KEY: eventKey,
} = launchEnvironment();

if (url)
  describe(`the server at ${url}`, () => {
    const results = new Map<string, Promise<Played>>();
    let runner: Runner;

    // All cases at once: their waits pass together.
    beforeAll(async () => {
      const lasting = { nap: "6s", long: "60s" };
      runner = await remoteRunner(cases, { url, host, signingKey, eventKey, lasting, stage: waitingStage });
      for (const one of cases) results.set(one.name, runner.play(one));
      await Promise.allSettled(results.values());
    }, 1_200_000);
    afterAll(() => runner.stop());

    for (const one of cases)
      test(one.name, async () => {
        const played = await results.get(one.name);
        expect(played && arranged(one.lines, played)).toEqual(expectation(one));
      });
  });
