"use client";

import { saveText } from "@/components/ui/save-text";
import { toast } from "@/components/ui/toast";
import { useTRPCClient } from "./trpc";

type Client = ReturnType<typeof useTRPCClient>;
/** `description`: what to know of the file. */
type Saved = { file: string; value: unknown; description: string };

/** Saves something that has a name as a JSON file, and says what was left out of it, or why there is none. */
export function useSaveJson() {
  const client = useTRPCClient();
  return async (name: string, read: (client: Client) => Promise<Saved>) => {
    try {
      const { file, value, description } = await read(client);
      saveText(file, `${JSON.stringify(value, null, 2)}\n`, "application/json");
      toast.success(`“${name}” is saved as JSON`, { description });
    } catch (error) {
      const description = error instanceof Error ? error.message : undefined;
      toast.error(`“${name}” was not saved`, { description });
    }
  };
}
