"use client";

import { saveText } from "@/components/flows/save-text";
import { useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import { leftOutWords } from "./left-out-words";

/** Saves a template as a file that any workspace can import, and says what was left out of it. */
export function useExportTemplate() {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  return async ({ ref, name }: { ref: string; name: string }) => {
    try {
      const { template, leftOut } = await client.templates.export.query({ workspace, ref });
      saveText(
        `${template.slug}.template.json`,
        `${JSON.stringify(template, null, 2)}\n`,
        "application/json",
      );
      toast.success(`“${name}” is saved as JSON`, {
        description: leftOut.length === 0 ? "Import it in any workspace." : leftOutWords(leftOut),
      });
    } catch (error) {
      const description = error instanceof Error ? error.message : undefined;
      toast.error(`“${name}” was not saved`, { description });
    }
  };
}
