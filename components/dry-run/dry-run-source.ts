import type { FlowDefinition } from "@/server/domain/flow";

/** An event to try a flow with. */
export type DryRunSample = { name: string; type: string; payload: Record<string, unknown> };

/** A flow of the workspace as it is edited; or a template of the gallery, whoever looks at it. */
export type DryRunSource =
  | { flowId: string; definition: FlowDefinition }
  | {
      template: string;
      answers: Record<string, unknown>;
      /** Its flow with these answers in it, and its own samples, the normal case first. */
      definition: FlowDefinition;
      samples: readonly DryRunSample[];
    };

/** Names a source: what was set for it stays while the page is open. */
export const sourceKey = (source: DryRunSource): string =>
  "flowId" in source ? source.flowId : `template:${source.template}`;
