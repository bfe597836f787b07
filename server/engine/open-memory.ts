import type { FlowDefinition } from "../domain/flow";
import { stepKey } from "../domain/known-run";
import { rememberStep, rememberVariables } from "../domain/remember-step";
import { loadContact } from "../records/contact-scope";
import { loadDirectRun } from "./direct-definition";
import type { LeasedRun, StoredStep } from "./lease";
import { loadDefinition } from "./load-definition";
import { hasLoops, readLoops } from "./read-loops";
import type { RunMemory, StepMemory } from "./run-memory";
import { workspaceFacts } from "./workspace-facts";

/** What is recorded of a leased run, for one turn. */
export async function openMemory(run: LeasedRun, generation: number): Promise<RunMemory> {
  const direct = run.versionId === null ? await loadDirectRun(run.id) : null;
  if (direct) run.payload = direct.payload;
  const definition = direct?.definition ?? (run.versionId && (await loadDefinition(run.versionId)));
  if (!definition) throw new Error(`Run ${run.id} has no flow to advance`);
  const facts = await workspaceFacts(run.workspaceId);
  const contact =
    run.contactId && readsContact(definition) ? await loadContact(run.workspaceId, run.contactId) : null;
  const loops = hasLoops(definition) ? await readLoops(run, definition) : null;
  const memory: RunMemory = {
    run,
    generation,
    definition,
    facts,
    contact,
    steps: new Map(),
    variables: { ...definition.variables },
    interrupted: new Map(),
    // Only a flow's execution is charged as such.
    charged: run.started || direct !== null,
    raises: null,
    direct: direct ? { unpaid: false } : null,
    frames: loops?.frames ?? new Map(),
    frameRows: new Map(),
  };
  const rows: readonly StoredStep[] = loops ? inOrder([...run.steps, ...loops.steps]) : run.steps;
  for (const row of rows) {
    const step = memoryOf(row);
    // In flight, and we hold the lease: its process is gone. The rule sees it as not begun; execute-step decides by its effect.
    if (row.status === "running") memory.interrupted.set(stepKey(step), { ...step, effect: row.effect });
    else rememberStep(memory, step);
  }
  // Again, with what closed iterations set: the last one holds.
  if (loops && loops.variables.length > 0) {
    memory.variables = { ...definition.variables };
    for (const row of inOrder([...rows, ...loops.variables])) rememberVariables(memory, memoryOf(row));
  }
  return memory;
}

const inOrder = (rows: StoredStep[]) => rows.sort((a, b) => a.run_seq - b.run_seq);

const memoryOf = (row: StoredStep): StepMemory => ({
  stepId: row.step_id,
  path: row.path,
  status: row.status,
  outlet: row.outlet,
  wakeAt: row.wake_at ? new Date(row.wake_at) : null,
  attempt: row.attempt,
  output: row.output,
  error: row.error,
  reserved: row.reserved,
  quotaPeriod: row.quota_period,
  startedAt: new Date(row.started_at),
});

const contactReaders = new WeakMap<FlowDefinition, boolean>();

function readsContact(definition: FlowDefinition): boolean {
  const known = contactReaders.get(definition);
  if (known !== undefined) return known;
  const reads = JSON.stringify(definition).includes("contact");
  contactReaders.set(definition, reads);
  return reads;
}
