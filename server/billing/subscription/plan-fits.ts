import type { Tx } from "../../db/pool";
import { counted } from "../../domain/counted";
import { AppError } from "../../domain/errors";
import type { Plan } from "../../domain/plans";
import type { WorkspaceId } from "../../domain/workspace";

/** Refuses a plan that is too small for what is switched on, and names what to switch off. */
export async function planFits(tx: Tx, workspaceId: WorkspaceId, plan: Plan): Promise<void> {
  const flows = await tx.query<{ name: string }>(
    "select name from automation_flows where workspace_id = $1 and status = 'active' order by updated_at desc, id",
    [workspaceId],
  );
  const agents = await tx.query<{ name: string }>(
    "select name from agents where workspace_id = $1 and on_duty and archived_at is null order by created_at desc, id",
    [workspaceId],
  );
  const complaints = [
    tooMany(flows.rows, plan.maxWorkflows, {
      limit: `It lets ${counted(plan.maxWorkflows, "flow")} be active`,
      way: "Pause",
    }),
    tooMany(agents.rows, plan.maxAgents, {
      limit: `It lets ${counted(plan.maxAgents, "voice agent")} be on duty`,
      way: "Take off duty",
    }),
  ].filter((complaint) => complaint !== null);
  if (complaints.length === 0) return;
  const message = `The ${plan.name} plan is too small for what is switched on. ${complaints.join(" ")} Then choose the plan again.`;
  throw new AppError("conflict", message, { problems: [{ field: "plan", message }] });
}

type Words = { limit: string; way: string };

function tooMany(rows: { name: string }[], most: number, { limit, way }: Words): string | null {
  const over = rows.length - most;
  if (over <= 0) return null;
  return `${limit}, and ${rows.length} are. ${way} at least ${over} of ${listed(rows)}.`;
}

const NAMED = 5;

/** “A”, “B” and 3 more */
function listed(rows: { name: string }[]): string {
  const named = rows.slice(0, NAMED).map(({ name }) => `“${name}”`);
  const more = rows.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}
