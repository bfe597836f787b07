"use client";

import { DryRun } from "@/components/dry-run/dry-run";
import { Providers } from "@/components/shell/providers";
import type { FlowDefinition } from "@/server/domain/flow";
import type { FlowTemplate } from "@/server/domain/flow-template";

type PublicDryRunProps = { found: { ref: string; template: FlowTemplate; definition: FlowDefinition } };

/** The dry run outside of any workspace. */
export function PublicDryRun({ found: { ref, template, definition } }: PublicDryRunProps) {
  return (
    <Providers>
      <DryRun source={{ template: ref, answers: {}, definition, samples: template.samples }} />
    </Providers>
  );
}
