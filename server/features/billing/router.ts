import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { planKeys } from "@/server/domain/plans";
import { billingOverview, invoicesSchema, listInvoices, previewChange, previewInvoice } from "./data";
import {
  cancelPlan,
  changePlan,
  openPortal,
  overageSchema,
  refreshBilling,
  resumePlan,
  setOverage,
  startCheckout,
} from "./mutations";

const reading = workspaceProcedure.use(can("billing.read"));
const managing = workspaceProcedure.use(can("billing.manage"));
const planSchema = z.object({ plan: z.enum(planKeys) });
/** Of one click: the same click again, after an answer that got lost, does the same thing once. */
const clickSchema = planSchema.extend({ click: z.uuid().optional() });

export const billingRouter = router({
  /** The plan, its terms, and how it stands with paying for it. */
  overview: reading.query(({ ctx }) => billingOverview(ctx.workspace)),
  /** What a period will cost, or did cost, by the ledger. */
  preview: reading
    .input(z.object({ period: z.string().max(20).optional() }))
    .query(({ ctx, input }) => previewInvoice(ctx.workspace.id, input.period)),
  /** What was billed, the newest first. */
  invoices: workspaceProcedure
    .use(can("billing.invoices"))
    .input(invoicesSchema)
    .query(({ ctx, input }) => listInvoices(ctx.workspace.id, input)),
  /** When another plan would begin and what is due for it at once. */
  previewChange: managing
    .input(planSchema)
    .query(({ ctx, input }) => previewChange(ctx.workspace.id, input.plan)),
  /** The address of a page of Stripe's on which the plan is paid for. */
  startCheckout: managing
    .input(clickSchema)
    .mutation(({ ctx, input }) => startCheckout(ctx.workspace, ctx.actor, input)),
  /** The address of a page of Stripe's for cards, tax numbers and invoices. It opens for whoever has it, and not for long. */
  openPortal: managing.mutation(({ ctx }) => openPortal(ctx.workspace, ctx.actor)),
  /** Reads anew from Stripe how things stand, after coming back from there. */
  refresh: managing.mutation(({ ctx }) => refreshBilling(ctx.workspace)),
  changePlan: managing
    .input(clickSchema)
    .mutation(({ ctx, input }) => changePlan(ctx.workspace, ctx.actor, input)),
  /** At the end of the period that is paid for. */
  cancel: managing.mutation(({ ctx }) => cancelPlan(ctx.workspace, ctx.actor)),
  resume: managing.mutation(({ ctx }) => resumePlan(ctx.workspace, ctx.actor)),
  setOverage: managing
    .input(overageSchema)
    .mutation(({ ctx, input }) => setOverage(ctx.workspace, ctx.actor, input)),
});
