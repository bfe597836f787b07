/**
 * The worker is killed (SIGKILL) around the moment at which a mail server takes an email. Nobody gets it twice, and the
 * Outbox says what is known: that it was sent, or that nobody knows. Nothing stays queued for ever.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { newPerson, type Person } from "../fixtures/people";
import { connectMail } from "../integration/support/connect-mail";
import { publish, readRun, send, sendAnytime, usageOf } from "../integration/support/engine";
import { type MailServer, startMailServer } from "../integration/support/mail-server";
import { startWorkerProcess } from "./processes";

let server: MailServer;
let owner: Person;

beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.behave("accept");
  server.mails.length = 0;
  owner = await newPerson("Mia");
  await sendAnytime(owner.workspace.id);
  await connectMail(owner, server);
});

async function start(): Promise<string> {
  await publish(owner.workspace.id, {
    name: "Mail",
    trigger: { type: "event", event_types: ["lead.created"] },
    settings: { retry_count: 3, retry_delay: 10 },
    steps: [
      {
        ...{ id: "mail", type: "action", action_type: "send_email" },
        config: { to: "ada@example.com", subject: "Hello", body: "Good to see you." },
      },
    ],
  });
  const { runs } = await send(owner.workspace.id, "lead.created", { email: "ada@example.com" });
  return runs[0]?.id ?? "";
}

async function until<T>(read: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = Date.now() + 45_000;
  for (;;) {
    const value = await read();
    if (holds(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Another worker takes over; the run as it ends. */
async function takenOver(runId: string) {
  const successor = startWorkerProcess({});
  try {
    return await until(
      () => readRun(runId),
      ({ status }) => ["completed", "failed"].includes(status),
    );
  } finally {
    await successor.stop();
  }
}

const outbox = async () =>
  (
    await pool().query<{ state: string; error: string | null }>(
      "select state, error from messages where workspace_id = $1",
      [owner.workspace.id],
    )
  ).rows;

test("killed while the server has the text and has not answered: nobody knows, and it is not sent again", async () => {
  server.behave("hold_after_text");
  const runId = await start();
  const victim = startWorkerProcess({});
  await until(
    () => server.mails.length,
    (count) => count === 1,
  );
  expect(server.mails).toHaveLength(1);
  process.kill(victim.pid, "SIGKILL");
  expect(await victim.ended).toBe("SIGKILL");
  expect(await outbox()).toMatchObject([{ state: "queued" }]);
  server.behave("accept");
  const run = await takenOver(runId);
  expect(run.steps.mail).toMatchObject({ status: "failed", error: { code: "outcome_unknown" }, tokens: 0 });
  expect(await outbox()).toMatchObject([
    { state: "failed", error: expect.stringMatching(/server stopped while this was being sent/) },
  ]);
  expect(server.mails).toHaveLength(1);
  expect(await usageOf(owner.workspace.id)).not.toContainEqual(
    expect.objectContaining({ kind: "email_sent" }),
  );
});

test("killed before it began: likewise", async () => {
  const runId = await start();
  expect(await startWorkerProcess({ BATON_FAILPOINT: "after_intent" }).ended).toBe("SIGKILL");
  const run = await takenOver(runId);
  expect(run.steps.mail).toMatchObject({ status: "failed", error: { code: "outcome_unknown" } });
  expect(await outbox()).toMatchObject([{ state: "failed" }]);
  expect(server.mails).toEqual([]);
});

test("killed when it is known to be sent, and not yet recorded: it was sent, once, and is charged once", async () => {
  const runId = await start();
  expect(await startWorkerProcess({ BATON_FAILPOINT: "after_effect" }).ended).toBe("SIGKILL");
  expect(await outbox()).toMatchObject([{ state: "sent" }]);
  const run = await takenOver(runId);
  expect(run).toMatchObject({ status: "completed" });
  expect(run.steps.mail).toMatchObject({
    ...{ status: "succeeded", attempt: 1 },
    result: { status: "sent", via: "smtp", to: "ada@example.com" },
  });
  expect(await outbox()).toMatchObject([{ state: "sent", error: null }]);
  expect(server.mails).toHaveLength(1);
  const emails = (await usageOf(owner.workspace.id)).filter(({ kind }) => kind === "email_sent");
  expect(emails).toHaveLength(1);
});
