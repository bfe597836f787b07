import { openChangeBell, pause } from "@/server/db/change-bell";
import { catalogueAction } from "@/server/domain/catalogue";
import type { FlowDefinition } from "@/server/domain/flow";
import { type ImportedFlow, importFlow } from "@/server/domain/import-flow";
import { flowRefusal, requireSound } from "@/server/domain/require-sound";
import { type Problem, validate } from "@/server/domain/validate";
import type { WorkspaceId } from "@/server/domain/workspace";
import { connectionIds } from "@/server/features/connections/data";
import { messageTemplateNames } from "@/server/features/message-templates/data";
import { readSubFlows } from "@/server/features/sub-flows/data";
import { offeredActions } from "@/server/plugins/offered-actions";
import { starters } from "@/server/templates/starters";
import type { Starter } from "@/server/templates/template";
import { readEditing } from "../flow-drafts/data";
import { keepSample } from "../flow-samples/data";

/** Every complaint about a definition, with what this workspace has installed in mind. */
export async function problemsOf(workspaceId: WorkspaceId, definition: FlowDefinition): Promise<Problem[]> {
  const [offered, connections, messageTemplates, subFlows] = await Promise.all([
    offeredActions(workspaceId),
    connectionIds(workspaceId),
    messageTemplateNames(workspaceId),
    readSubFlows(workspaceId, definition),
  ]);
  const actions = offered.map(catalogueAction);
  const problems = validate(definition, { actions, connections, messageTemplates, ...subFlows });
  // Ways out are the builder's, which finds them itself.
  return problems.map(({ severity, stepId, field, message }) => ({ severity, stepId, field, message }));
}

/** A document in any of its forms, or the refusal that names its steps and fields. */
export function readDocument(document: unknown): ImportedFlow {
  const imported = importFlow(document);
  if (!imported.ok) throw flowRefusal(imported.problems);
  requireSound(imported.flow.definition);
  return imported.flow;
}

export const listStarters = (): Starter[] => starters();

/** Looks again after this long although nothing rang: those who left without a word are gone then. */
const LOOK_AGAIN_MS = 10_000;
/** More often than this nobody needs to know which step somebody else selected. */
const EDITING_PAUSE_MS = 150;

/** Who has the flow open and what of its draft was saved last: at once, then at each change. */
export async function* watchEditing(workspaceId: WorkspaceId, flowId: string, signal?: AbortSignal) {
  const bell = openChangeBell({ workspaceId, flowId });
  try {
    let shown = "";
    while (!signal?.aborted) {
      const editing = await readEditing(workspaceId, flowId);
      const state = JSON.stringify(editing);
      if (state !== shown) {
        shown = state;
        yield editing;
      }
      await pause(EDITING_PAUSE_MS, signal);
      await bell.wait(LOOK_AGAIN_MS, signal);
    }
  } finally {
    bell.close();
  }
}

/** A reader who is slower than the senders hears of this many at once, the newest. */
const MOST_AT_ONCE = 20;

/** Requests to a flow's own address from now on, also of a flow that is off: each becomes a sample. */
export async function* listenForSamples(workspaceId: WorkspaceId, flowId: string, signal?: AbortSignal) {
  let heard: string[] = [];
  const bell = openChangeBell({ workspaceId, flowId }, ({ eventId }) => {
    if (eventId) heard = [...heard, eventId].slice(-MOST_AT_ONCE);
    return eventId !== undefined;
  });
  try {
    while (!signal?.aborted) {
      await bell.wait(null, signal);
      const eventIds = heard;
      heard = [];
      for (const eventId of eventIds) {
        const sample = await keepSample(workspaceId, flowId, eventId);
        if (sample) yield sample;
      }
    }
  } finally {
    bell.close();
  }
}
