import { inTransaction } from "@/server/db/pool";
import { formatMoney } from "@/server/domain/money";
import type { NewPayment, Payment } from "@/server/domain/payment";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { requireNew } from "@/server/records/made-record";
import * as records from "@/server/records/payment";

export function createPayment(
  workspaceId: WorkspaceId,
  by: { actor: Actor; source: string },
  data: NewPayment,
  requestKey?: string,
): Promise<Payment> {
  return inTransaction(async (tx) => {
    const made = await records.createPayment(tx, workspaceId, data, by, { requestKey });
    const payment = requireNew(made, "payment");
    if (made.made !== "created") return payment;
    const { id, externalId, status, amount, currency } = payment;
    await writeAudit(tx, {
      workspaceId,
      actor: by.actor,
      action: `payment.${status}`,
      target: { type: "payment", id, name: externalId ?? id },
      details: { amount: formatMoney(amount, currency) },
    });
    return payment;
  });
}
