import { catalogueAction } from "@/server/domain/catalogue";
import type { FlowDefinition } from "@/server/domain/flow";
import { type ImportedFlow, importFlow } from "@/server/domain/import-flow";
import { flowRefusal, requireSound } from "@/server/domain/require-sound";
import { type Problem, validate } from "@/server/domain/validate";
import type { WorkspaceId } from "@/server/domain/workspace";
import { connectionIds } from "@/server/features/connections/data";
import { messageTemplateNames } from "@/server/features/message-templates/data";
import { offeredActions } from "@/server/plugins/offered-actions";
import { starters } from "@/server/templates/starters";
import type { Starter } from "@/server/templates/template";

/** Every complaint about a definition, with what this workspace has installed in mind. */
export async function problemsOf(workspaceId: WorkspaceId, definition: FlowDefinition): Promise<Problem[]> {
  const [offered, connections, messageTemplates] = await Promise.all([
    offeredActions(workspaceId),
    connectionIds(workspaceId),
    messageTemplateNames(workspaceId),
  ]);
  return validate(definition, { actions: offered.map(catalogueAction), connections, messageTemplates });
}

/** A document in any of its forms, or the refusal that names its steps and fields. */
export function readDocument(document: unknown): ImportedFlow {
  const imported = importFlow(document);
  if (!imported.ok) throw flowRefusal(imported.problems);
  requireSound(imported.flow.definition);
  return imported.flow;
}

export const listStarters = (): Starter[] => starters();
