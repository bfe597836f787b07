/** Templates on the real engine: a workspace that changed nothing, a clock that jumps from one due moment to the next. */
import { afterEach } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { applyAnswers } from "@/server/domain/template-answers";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { fireSchedules } from "@/server/engine/fire-schedules";
import { completeCall } from "@/server/records/call";
import { receiveMessage } from "@/server/records/receive-message";
import { changeTask } from "@/server/records/task";
import { findTemplate } from "@/server/templates/gallery";
import { makeWorkspace, publish, readRun, send } from "../../support/engine";
import { setRules, turn } from "../../support/gate";

const HOUR_MS = 3_600_000;
const ZONE = "America/Los_Angeles";
const PLATFORM = { source: "platform" };

let time = 0;
const realTimeout = globalThis.setTimeout;

/** What a turn waits for a moment, the clock passes by: nobody sits through it. */
function passShortWaits(): void {
  const passed = (run: () => void, ms = 0, ...rest: unknown[]) => {
    if (ms <= 25 || ms > 2_000) return realTimeout(run, ms, ...rest);
    time += ms;
    return realTimeout(run, 1, ...rest);
  };
  globalThis.setTimeout = Object.assign(passed, realTimeout);
}

afterEach(() => {
  globalThis.setTimeout = realTimeout;
  globalThis.batonClock = undefined;
});

export type Sent = { channel: string; to: string; subject: string; body: string; at: string; stepId: string };
export type Task = { id: string; title: string; priority: string; status: string; assignee: string | null };

/** The template, published with its suggested answers, in a workspace of Los Angeles at this time. */
export async function templateWorld(slug: string, iso: string, answers: Record<string, unknown> = {}) {
  time = Date.parse(iso);
  globalThis.batonClock = { now: () => new Date(time) };
  setAnnouncer(async () => {});
  passShortWaits();
  const workspaceId = await makeWorkspace();
  await pool().query("update workspaces set timezone = $2 where id = $1", [workspaceId, ZONE]);
  await setRules(workspaceId, {});
  const flow = await use(workspaceId, slug, answers);

  /** Everything that can be done at this moment. */
  async function settle(): Promise<void> {
    for (;;) {
      const { rows } = await pool().query<{ id: string }>(
        `select id from flow_executions where workspace_id = $1 and status in ('queued', 'running', 'waiting', 'held')
           and (status = 'queued' or doorbell > seen_doorbell or wake_at <= $2) order by id`,
        [workspaceId, new Date(time)],
      );
      if (rows.length === 0) return;
      for (const { id } of rows) await turn(id);
    }
  }

  /** Lets time pass until then. */
  async function until(then: string): Promise<void> {
    const end = Date.parse(then);
    for (;;) {
      await settle();
      const { rows } = await pool().query<{ at: Date | null }>(
        "select min(wake_at) as at from flow_executions where workspace_id = $1 and status in ('queued', 'running', 'waiting', 'held')",
        [workspaceId],
      );
      const next = rows[0]?.at?.getTime();
      if (next === undefined || next > end) break;
      time = Math.max(time, next);
    }
    time = Math.max(time, end);
    await settle();
  }

  return {
    workspaceId,
    flow,
    until,
    settle,
    use: (other: string, given: Record<string, unknown> = {}) => use(workspaceId, other, given),
    hours: (count: number) => until(new Date(time + count * HOUR_MS).toISOString()),
    now: () => new Date(time),
    /** The clock alone: nothing is done yet. */
    clock: (then: string) => {
      time = Date.parse(then);
    },
    /** Something happens, and all that follows at once. */
    async happens(type: string, payload: Record<string, unknown>, more: { idempotencyKey?: string } = {}) {
      const accepted = await send(workspaceId, type, payload, more);
      await settle();
      return accepted;
    },
    /** They write to us; what follows is left to `settle`. */
    replies: (from: string, body: string) =>
      inTransaction((tx) =>
        receiveMessage(
          tx,
          workspaceId,
          { channel: from.includes("@") ? "email" : "sms", from, body },
          PLATFORM,
        ),
      ),
    async agrees(email: string, channels = ["email", "sms", "call"]) {
      for (const channel of channels)
        await pool().query(
          `insert into consents (workspace_id, contact_id, channel, state, source, at, own)
           select $1, contact_id, $3, 'granted', 'test', $4, true from contact_keys where workspace_id = $1 and key = $2`,
          [workspaceId, `email:${email}`, channel, new Date(time - HOUR_MS)],
        );
    },
    async knows(email: string, fields: Record<string, unknown>) {
      const names = Object.keys(fields);
      await pool().query(
        `update contacts set ${names.map((name, index) => `${name} = $${index + 3}`).join(", ")} where workspace_id = $1 and email = $2`,
        [workspaceId, email, ...Object.values(fields)],
      );
    },
    /** The call that rings is over. */
    async callEnds(end: Parameters<typeof completeCall>[3]) {
      const { rows } = await pool().query<{ id: string }>(
        "select id from calls where workspace_id = $1 and status = 'ringing'",
        [workspaceId],
      );
      await inTransaction((tx) => completeCall(tx, workspaceId, rows[0]?.id ?? "", end, PLATFORM));
      await settle();
    },
    async fire() {
      await fireSchedules();
      await settle();
    },
    async sent(): Promise<Sent[]> {
      const { rows } = await pool().query<Omit<Sent, "at"> & { at: Date }>(
        `select channel, to_address as "to", coalesce(subject, '') as subject, body, created_at as at, step_id as "stepId"
         from messages where workspace_id = $1 and direction = 'out' order by created_at, id`,
        [workspaceId],
      );
      return rows.map(({ at, ...message }) => ({ ...message, at: at.toISOString().slice(0, 16) }));
    },
    async tasks(): Promise<Task[]> {
      const { rows } = await pool().query<Task>(
        `select t.id, t.title, t.priority, t.status, u.email as assignee from tasks t left join users u on u.id = t.assignee_id
         where t.workspace_id = $1 order by t.created_at, t.id`,
        [workspaceId],
      );
      return rows;
    },
    async completes(task: Task | undefined) {
      await inTransaction((tx) => changeTask(tx, workspaceId, task?.id ?? "", { status: "done" }, PLATFORM));
      await settle();
    },
    async runs() {
      const { rows } = await pool().query<{ id: string }>(
        "select id from flow_executions where workspace_id = $1 and flow_id = $2 order by id",
        [workspaceId, flow],
      );
      return Promise.all(rows.map(({ id }) => readRun(id)));
    },
    async notifications(): Promise<string[]> {
      const { rows } = await pool().query<{ title: string }>(
        "select title from notifications where workspace_id = $1 order by created_at, id",
        [workspaceId],
      );
      return rows.map(({ title }) => title);
    },
  };
}

export type TemplateWorld = Awaited<ReturnType<typeof templateWorld>>;

async function use(workspace: string, slug: string, answers: Record<string, unknown>): Promise<string> {
  const template = findTemplate(slug);
  if (!template) throw new Error(`There is no template ${slug}`);
  const links = template.questions.filter(
    ({ id, initial, optional, prefill }) => initial === "" && !optional && !prefill && !(id in answers),
  );
  const given = {
    ...Object.fromEntries(links.map(({ id }) => [id, `https://acme.example/${id}`])),
    ...answers,
  };
  const answered = applyAnswers(template.definition, template.questions, given, {
    name: "Acme",
    timezone: ZONE,
  });
  if (!answered.ok) throw new Error(JSON.stringify(answered.problems));
  const workspaceId: WorkspaceId = mintWorkspaceId(workspace);
  return (await publish(workspaceId, { name: template.name, ...answered.definition })).flowId;
}
