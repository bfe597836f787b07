import * as z from "zod";
import { pool } from "@/server/db/pool";
import { type FlowDefinition, type FlowStatus, flowDefinitionSchema } from "@/server/domain/flow";
import { type FlowReference, flowReferences, readsField, referenceKinds } from "@/server/domain/references";
import type { WorkspaceId } from "@/server/domain/workspace";

const value = z.string().trim().min(1).max(300);

export const referencesSchema = z.object({
  kind: z.enum(referenceKinds),
  value,
  /** Other names of the same thing: a connection's own id, a template's title. */
  also: z.array(value).max(5).default([]),
});
type Sought = z.output<typeof referencesSchema>;

/** Who reads this sees the first ones; more say only that there are too many. */
const MOST = 500;

export type FoundReference = Omit<FlowReference, "kind" | "path"> & {
  flowId: string;
  flowName: string;
  flowStatus: FlowStatus;
  /** The step's own name, or what it does; null: the flow itself. */
  stepTitle: string | null;
  /** Where it stands so: in the draft, in the version that runs, or in both. */
  where: "draft" | "published" | "both";
};

/** Where flows of this workspace name something, in their drafts and in what runs. */
export async function findReferences(
  workspaceId: WorkspaceId,
  { kind, value: first, also }: Sought,
): Promise<{ references: FoundReference[]; flows: number; more: boolean }> {
  const names = [first, ...also];
  const fits = (reference: FlowReference) =>
    reference.kind === kind && names.some((name) => isSame(kind, reference.value, name));
  const found: FoundReference[] = [];
  for (const flow of await flowsNaming(workspaceId, names.map(word))) found.push(...referencesOf(flow, fits));
  const flows = new Set(found.map(({ flowId }) => flowId)).size;
  return { references: found.slice(0, MOST), flows, more: found.length > MOST };
}

/** In how many flows each thing of a kind is named, by the name that stands there. */
export async function countReferences(
  workspaceId: WorkspaceId,
  kind: Sought["kind"],
): Promise<{ value: string; flowIds: string[] }[]> {
  const byValue = new Map<string, Set<string>>();
  for (const flow of await flowsNaming(workspaceId, [""])) {
    for (const reference of referencesOf(flow, (each) => each.kind === kind)) {
      const flows = byValue.get(reference.value) ?? new Set();
      byValue.set(reference.value, flows.add(flow.id));
    }
  }
  return [...byValue].map(([name, flows]) => ({ value: name, flowIds: [...flows] }));
}

type Row = { id: string; name: string; status: FlowStatus; draft: unknown; active: unknown };

/** Flows in whose documents one of these words stands, the latest changed first. */
async function flowsNaming(workspaceId: WorkspaceId, words: string[]): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `select f.id, f.name, f.status, f.draft, v.definition as active
     from automation_flows f left join flow_versions v on v.workspace_id = f.workspace_id and v.id = f.active_version_id
     where f.workspace_id = $1 and f.status <> 'archived'
       and exists (select 1 from unnest($2::text[]) word
         where strpos(lower(f.draft::text), lower(word)) > 0 or strpos(lower(v.definition::text), lower(word)) > 0)
     order by f.updated_at desc, f.id`,
    [workspaceId, words],
  );
  return rows;
}

/** What a document that has this reference has in it for certain: no character that JSON writes otherwise. */
const word = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}_@+-]+/u)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), "");

function referencesOf(flow: Row, fits: (reference: FlowReference) => boolean): FoundReference[] {
  const inDraft = matching(flow.draft, fits);
  const inActive = matching(flow.active, fits);
  const places = new Map([...inActive, ...inDraft]);
  return [...places].map(
    ([key, { reference, stepTitle }]): FoundReference => ({
      ...{ flowId: flow.id, flowName: flow.name, flowStatus: flow.status, stepTitle },
      ...{ stepId: reference.stepId, field: reference.field, value: reference.value, text: reference.text },
      where: !inDraft.has(key) ? "published" : inActive.has(key) ? "both" : "draft",
    }),
  );
}

type Place = { reference: FlowReference; stepTitle: string | null };

function matching(document: unknown, fits: (reference: FlowReference) => boolean): Map<string, Place> {
  const parsed = flowDefinitionSchema.safeParse(document);
  if (!parsed.success) return new Map();
  const titles = titlesOf(parsed.data);
  return new Map(
    flowReferences(parsed.data)
      .filter(fits)
      .map((reference) => {
        const { stepId, field, text, value: name } = reference;
        const stepTitle = stepId === null ? null : (titles.get(stepId) ?? stepId);
        return [JSON.stringify([stepId, field, text, name]), { reference, stepTitle }];
      }),
  );
}

const titlesOf = ({ steps, error_handlers }: FlowDefinition): ReadonlyMap<string, string> =>
  new Map(
    [...steps, ...error_handlers].map((step) => [
      step.id,
      step.name ?? (step.type === "action" ? step.action_id : step.type),
    ]),
  );

function isSame(kind: Sought["kind"], written: string, name: string): boolean {
  if (kind === "field") return readsField(written, name);
  return written.toLowerCase() === name.toLowerCase();
}
