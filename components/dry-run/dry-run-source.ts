import type { FlowDefinition } from "@/server/domain/flow";
import type { TemplateSample } from "@/server/domain/flow-template";

/** A flow of the workspace as it is edited; or a template of the gallery, whoever looks at it. */
export type DryRunSource =
  | { flowId: string; definition: FlowDefinition }
  | {
      template: string;
      answers: Record<string, unknown>;
      /** Its flow with these answers in it, and its own samples, the normal case first. */
      definition: FlowDefinition;
      samples: readonly TemplateSample[];
    };

/** Names a source: what was set for it stays while the page is open. */
export const sourceKey = (source: DryRunSource): string =>
  "flowId" in source ? source.flowId : `template:${source.template}`;
