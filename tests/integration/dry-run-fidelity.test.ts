/**
 * Random flows and what happens while they run, once through the real engine on a clock of their own (delays jumped,
 * messages into the sandbox) and once as a dry run: both tell the same, step by step.
 */
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { simulate } from "@/server/domain/simulate/simulate";
import type { Simulation, SimulationWorld } from "@/server/domain/simulate/simulation";
import type { WorkspaceId } from "@/server/domain/workspace";
import { loadDefinition } from "@/server/engine/load-definition";
import { simulatedActions } from "@/server/plugins/simulated-actions";
import { setConsent } from "@/server/records/consent";
import { readContactFacts } from "@/server/records/contact-facts";
import { createContact } from "@/server/records/create-contact";
import { whyNotStartable } from "@/server/records/flow";
import { childDocument, type DryRunCase, dryRunCase } from "../fixtures/dry-run-flow";
import { chooser } from "../fixtures/random-flow";
import { makeWorkspace, publish, send } from "./support/engine";
import { flakyPlugin } from "./support/flaky-plugin";
import { setRules } from "./support/gate";
import { liveThrough } from "./support/live-through";
import { atClock, startVirtualTime } from "./support/virtual-time";

const CASES = 400;
const SEED = 20261121;
/** Before Berlin and New York set their clocks back. */
const START = Date.parse("2026-10-22T15:00:00Z");
const choices = fc.array(fc.nat({ max: 1_000 }), { minLength: 400, maxLength: 400 });
/** So many runs beside each other. */
const BESIDE = 6;

let putBack = () => {};
beforeAll(() => {
  putBack = startVirtualTime();
});
afterAll(() => putBack());

it("a dry run tells what the real run does, step by step", async () => {
  const workspaceId = await makeWorkspace("enterprise");
  await setRules(workspaceId, {});
  const flaky = await flakyPlugin(workspaceId);
  const child = await publish(workspaceId, childDocument);
  const definition = await loadDefinition(child.versionId);
  const world: Known = {
    ...{ timezone: "UTC", rules: defaultSendingRules, action: await simulatedActions(workspaceId) },
    flow: (id) =>
      id === childDocument.id ? { name: "Child", definition } : { problem: whyNotStartable(null, id) ?? "" },
  };
  const cases = fc
    .sample(choices, { numRuns: CASES, seed: SEED })
    .map((tape, index) => dryRunCase(chooser(tape), index, flaky));
  const seen = {
    compared: 0,
    steps: 0,
    skipped: 0,
    held: 0,
    retried: 0,
    heard: 0,
    exited: 0,
    failed: 0,
    looped: 0,
  };
  const differences: unknown[] = [];
  const queue = [...cases];
  const work = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const clock = { time: START };
      const here = one;
      await atClock(clock, async () => {
        const { contactId, dry } = await prepare(workspaceId, here, { ...world, flaky });
        const real = await live(workspaceId, here, contactId, clock);
        if (isRacy(here, real, dry)) return;
        differences.push(...differencesOf(here, real, dry));
        count(seen, dry);
      });
    }
  };
  await Promise.all(Array.from({ length: BESIDE }, work));
  expect(differences.length, JSON.stringify(differences.slice(0, 3), null, 1)).toBe(0);
  for (const [what, times] of Object.entries(seen))
    expect(times, `${what} of ${JSON.stringify(seen)}`).toBeGreaterThan(5);
  expect(seen.compared).toBeGreaterThan(CASES / 2);
});

/** Where something failed for good beside other branches, what had begun by then is a matter of time in a real run. */
const isRacy = ({ definition: { steps } }: DryRunCase, real: Told, { end }: Simulation): boolean =>
  end.outcome === "failed" && real.outcome === "failed" && steps.some(({ type }) => type === "parallel");

/** Of a case that comes out otherwise: the case, and what is told of it twice. */
function differencesOf(one: DryRunCase, real: Told, dry: Simulation): unknown[] {
  const told = dryTold(dry);
  const key = (step: unknown) => JSON.stringify(step);
  const [both, other] = [new Set(real.steps.map(key)), new Set(told.steps.map(key))];
  const { steps: _, ...whole } = real;
  const { steps: __, ...dryWhole } = told;
  const onlyReal = real.steps.filter((step) => !other.has(key(step)));
  const onlyDry = told.steps.filter((step) => !both.has(key(step)));
  if (onlyReal.length + onlyDry.length === 0 && key(whole) === key(dryWhole)) return [];
  return [{ whole, dryWhole, onlyReal, onlyDry, case: one }];
}

type Known = Omit<SimulationWorld, "happenings" | "faults">;
type ToldStep = {
  box: string;
  status: string;
  outlet: string | null;
  attempt: number;
  began: string;
  ended: string | null;
  milliTokens: number;
  note: string | null;
  error: string | null;
  output: unknown;
};
/** `charged`: what the ledger has of the run and its sub-flows. */
type Told = { outcome: string; reason: string | null; charged: number; steps: ToldStep[] };

/** The contact as it is before the event, and what the dry run makes of it. */
async function prepare(
  workspaceId: WorkspaceId,
  { definition, name, payload, happenings, refusals, contact }: DryRunCase,
  { flaky, ...world }: Known & { flaky: string },
): Promise<{ contactId: string; dry: Simulation }> {
  const { granted, timezone, ...known } = contact;
  const contactId = await inTransaction(async (tx) => {
    const created = await createContact(
      tx,
      workspaceId,
      { ...known, ...(timezone && { timezone }), kind: "lead" },
      { source: "test" },
    );
    if (granted)
      await setConsent(tx, workspaceId, created.contact.id, "all", "granted", "test", { source: "test" });
    return created.contact.id;
  });
  const facts = (await readContactFacts(workspaceId, [contactId])).get(contactId);
  if (!facts) throw new Error("the contact is not there");
  const message = `The plugin “${flaky}” answered 503 to flaky: busy`;
  const busy = { code: "http_503", message, retryable: true };
  const dry = simulate(
    definition,
    { event: { type: `${name}.start`, payload }, at: new Date(START), contact: facts },
    {
      ...world,
      happenings,
      faults: [...refusals].map(([stepId, times]) => ({ stepId, times, error: busy })),
      jitter: 0.5,
    },
  );
  return { contactId, dry };
}

/** The real run, as its records tell it. */
async function live(
  workspaceId: WorkspaceId,
  { name, definition, payload, happenings, contact }: DryRunCase,
  contactId: string,
  clock: { time: number },
): Promise<Told> {
  await publish(workspaceId, { name, ...definition });
  const { runs } = await send(workspaceId, `${name}.start`, payload);
  const runId = runs[0]?.id;
  if (!runId) return { outcome: "not_started", reason: null, charged: 0, steps: [] };
  const address = contact.phone;
  await liveThrough({ workspaceId, runId, contactId, address, happenings, clock });
  const { rows } = await pool().query<Row>(FAMILY_SQL, [runId]);
  const root = rows.find(({ id }) => id === runId);
  const open = root?.status === "waiting";
  return {
    outcome: open ? "unfinished" : (root?.status ?? ""),
    reason: root?.status === "completed" ? root.reason : null,
    charged: rows.reduce((sum, { charged }) => sum + Number(charged), 0),
    steps: rows
      .flatMap(({ parent_step_id: step, parent_path: path, steps }) =>
        (steps ?? []).map((one) => ({
          ...one,
          box: `${step ? `${step}${path ? `#${path}` : ""}/` : ""}${one.box}`,
          began: new Date(one.began).toISOString(),
          ended: one.ended && new Date(one.ended).toISOString(),
          output: withoutIds(one.output),
        })),
      )
      .sort(byBox),
  };
}

type Row = {
  id: string;
  status: string;
  reason: string | null;
  parent_step_id: string | null;
  parent_path: string | null;
  charged: string;
  steps: ToldStep[] | null;
};

const FAMILY_SQL = `
  with family as (select * from flow_executions where id = $1 or (parent_run_id = $1 and parent_step_id is not null))
  select id, status::text, reason, parent_step_id, parent_path,
    (select coalesce(sum(amount), 0) from usage_records u where u.run_id = family.id) as charged,
    (select json_agg(json_build_object('box', iteration_path || '|' || step_id, 'status', s.status, 'outlet', outlet, 'attempt', attempt,
      'began', started_at, 'ended', finished_at, 'milliTokens', tokens, 'note', token_note, 'error', error->>'code',
      'output', coalesce(result, p.body)))
     from automation_event_log s left join payloads p on p.id = s.output_id where s.run_id = family.id) as steps
  from family`;

/** The dry run, as records would tell it: of each step its latest. */
function dryTold({ end, trace, milliTokens }: Simulation): Told {
  const steps = new Map<string, ToldStep>();
  for (const { at, stepId, path, status, outlet, attempt, error, output, ...entry } of trace) {
    const slash = path.lastIndexOf("/") + 1;
    const box = `${path.slice(0, slash)}${path.slice(slash)}|${stepId}`;
    const before = steps.get(box);
    const over = status !== "waiting" && status !== "retrying";
    steps.set(box, {
      ...{ box, status, outlet, attempt },
      began: before?.began ?? at.toISOString(),
      ended: over ? at.toISOString() : null,
      milliTokens: entry.milliTokens,
      note: entry.tokenNote ?? (status === "cancelled" ? (before?.note ?? null) : null),
      error: error?.code ?? null,
      output: withoutIds(output ?? (status === "cancelled" ? before?.output : null)),
    });
  }
  return {
    outcome: end.outcome,
    reason: end.outcome === "completed" ? end.reason : null,
    charged: milliTokens,
    steps: [...steps.values()].sort(byBox),
  };
}

const byBox = (one: { box: string }, other: { box: string }) => (one.box < other.box ? -1 : 1);

/** Ids are new each time, and the database has an order of keys of its own. */
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, /(^|_)id$/.test(key) ? "id" : withoutIds(inner)]),
  );
}

function count(seen: Record<string, number>, { trace, end }: Simulation): void {
  const add = (what: string, times: number) => {
    seen[what] = (seen[what] ?? 0) + times;
  };
  add("compared", end.outcome === "not_started" ? 0 : 1);
  add("steps", trace.length);
  add("skipped", trace.filter(({ gate }) => gate?.verdict === "skip").length);
  add("held", trace.filter(({ gate }) => gate?.verdict === "hold").length);
  add("retried", trace.filter(({ status }) => status === "retrying").length);
  add("heard", trace.filter(({ outlet }) => outlet === "event").length);
  add("exited", end.reason?.startsWith("exited") ? 1 : 0);
  add("failed", end.outcome === "failed" ? 1 : 0);
  add("looped", trace.filter(({ path }) => path !== "").length);
}
