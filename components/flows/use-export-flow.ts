"use client";

import { useSaveJson } from "@/components/shell/use-save-json";
import { useWorkspace } from "@/components/shell/workspace-context";

/** Saves a flow as a file that can be imported again, and says what was left out of it. */
export function useExportFlow() {
  const save = useSaveJson();
  const { slug: workspace } = useWorkspace();
  return ({ id, name }: { id: string; name: string }) =>
    save(name, async (client) => {
      const { document, secrets } = await client.flows.export.query({ workspace, flowId: id });
      const description =
        secrets.length === 0
          ? "Import it here or in another workspace."
          : `Left out as secret: ${secrets.map(({ stepId, field }) => [stepId, field].filter(Boolean).join(" ")).join(", ")}. Fill it in where you import it.`;
      return { file: `${fileName(name)}.json`, value: document, description };
    });
}

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80) || "flow";
