"use client";

import { useSaveJson } from "@/components/shell/use-save-json";
import { useWorkspace } from "@/components/shell/workspace-context";
import { leftOutWords } from "./left-out-words";

/** Saves a template as a file that any workspace can import, and says what was left out of it. */
export function useExportTemplate() {
  const save = useSaveJson();
  const { slug: workspace } = useWorkspace();
  return ({ ref, name }: { ref: string; name: string }) =>
    save(name, async (client) => {
      const { template, leftOut } = await client.templates.export.query({ workspace, ref });
      const description = leftOut.length === 0 ? "Import it in any workspace." : leftOutWords(leftOut);
      return { file: `${template.slug}.template.json`, value: template, description };
    });
}
