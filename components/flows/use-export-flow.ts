"use client";

import { useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import { saveText } from "./save-text";

/** Saves a flow as a file that can be imported again, and says what was left out of it. */
export function useExportFlow() {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  return async ({ id, name }: { id: string; name: string }) => {
    try {
      const { document, secrets } = await client.flows.export.query({ workspace, flowId: id });
      saveText(`${fileName(name)}.json`, `${JSON.stringify(document, null, 2)}\n`, "application/json");
      toast.success(`“${name}” is saved as JSON`, {
        description:
          secrets.length === 0
            ? "Import it here or in another workspace."
            : `Left out as secret: ${secrets.map(({ stepId, field }) => [stepId, field].filter(Boolean).join(" ")).join(", ")}. Fill it in where you import it.`,
      });
    } catch (error) {
      const description = error instanceof Error ? error.message : undefined;
      toast.error(`“${name}” was not saved`, { description });
    }
  };
}

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80) || "flow";
