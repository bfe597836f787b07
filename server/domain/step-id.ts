import type { FlowDefinition } from "./flow";

/** An id that no step has yet: send_email, then send_email_2. */
export function newStepId(definition: FlowDefinition, wanted: string): string {
  const taken = new Set([...definition.steps, ...definition.error_handlers].map(({ id }) => id));
  const base =
    wanted
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 80) || "step";
  const free = (id: string) => !taken.has(id) && id !== "end";
  if (free(base)) return base;
  let number = 2;
  while (!free(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}
