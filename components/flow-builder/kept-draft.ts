import * as z from "zod";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";

/** What a page has edited and not saved yet, as this browser keeps it. */
const keptSchema = z.object({
  at: z.number(),
  revision: z.number(),
  /** The draft the edits began from. */
  base: flowDefinitionSchema,
  definition: flowDefinitionSchema,
});
export type KeptDraft = z.infer<typeof keptSchema>;

const PREFIX = "baton:draft:";
const keyOf = (flowId: string, clientId: string) => `${PREFIX}${flowId}:${clientId}`;
/** Nobody looks for edits that are older. */
const MOST_MS = 30 * 86_400_000;

/** Keeps it; null: there is nothing to keep any more. Without storage, or when it is full, edits live in the page only. */
export function keepDraft(
  flowId: string,
  clientId: string,
  draft: { base: FlowDefinition; revision: number; definition: FlowDefinition } | null,
): void {
  try {
    if (draft) localStorage.setItem(keyOf(flowId, clientId), JSON.stringify({ ...draft, at: Date.now() }));
    else localStorage.removeItem(keyOf(flowId, clientId));
  } catch {
    // Storage that is full or forbidden: saving goes on over the network.
  }
}

/** Drafts of pages that are gone, oldest first. They are handed out once. */
export async function takeKeptDrafts(flowId: string): Promise<KeptDraft[]> {
  const found: KeptDraft[] = [];
  try {
    const open = await openPages();
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${PREFIX}${flowId}:`) || open.has(key.slice(key.lastIndexOf(":") + 1))) continue;
      const text = localStorage.getItem(key) ?? "";
      localStorage.removeItem(key);
      const parsed = keptSchema.safeParse(readJson(text));
      if (parsed.success && Date.now() - parsed.data.at < MOST_MS) found.push(parsed.data);
    }
  } catch {
    return found;
  }
  return found.sort((a, b) => a.at - b.at);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Says for as long as the page lives that its draft is not for others to take. */
export function claimDraft(clientId: string): () => void {
  const ended = new AbortController();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks
    ?.request(`${PREFIX}${clientId}`, { signal: ended.signal }, () => held)
    .catch(() => undefined);
  return () => {
    release();
    ended.abort();
  };
}

/** Without a secure context there are no locks: every kept draft counts as one of a page that is gone. */
async function openPages(): Promise<Set<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
}
