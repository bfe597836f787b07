import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { planKeys } from "@/server/domain/plans";
import {
  billingOverview,
  invoicesOf,
  invoicesSchema,
  periodSchema,
  previewInvoice,
  previewPlan,
} from "./data";
import {
  cancelPlan,
  changePlan,
  checkoutSchema,
  choiceSchema,
  openPortal,
  overageSchema,
  refreshBilling,
  resumePlan,
  setOverage,
  startCheckout,
} from "./mutations";

const reading = workspaceProcedure.use(can("billing.read"));
const managing = workspaceProcedure.use(can("billing.manage"));

export const billingRouter = router({
  /** The plan, its terms, and how it stands with paying for it. */
  overview: reading.query(({ ctx }) => billingOverview(ctx.workspace)),
  /** What a period will cost, or did cost, by the ledger. */
  preview: reading.input(periodSchema).query(({ ctx, input }) => previewInvoice(ctx.workspace.id, input)),
  /** What was billed, the newest first. */
  invoices: workspaceProcedure
    .use(can("billing.invoices"))
    .input(invoicesSchema)
    .query(({ ctx, input }) => invoicesOf(ctx.workspace.id, input)),
  /** When another plan would begin and what is due for it at once. */
  previewChange: managing
    .input(z.object({ plan: z.enum(planKeys) }))
    .query(({ ctx, input }) => previewPlan(ctx.workspace.id, input.plan)),
  /** The address of a page of Stripe's on which the plan is paid for. */
  startCheckout: managing
    .input(checkoutSchema)
    .mutation(({ ctx, input }) => startCheckout(ctx.workspace, ctx.actor, input)),
  /** The address of a page of Stripe's for cards, tax numbers and invoices. It opens for whoever has it, and not for long. */
  openPortal: managing.mutation(({ ctx }) => openPortal(ctx.workspace, ctx.actor)),
  /** Reads anew from Stripe how things stand, after coming back from there. */
  refresh: managing.mutation(({ ctx }) => refreshBilling(ctx.workspace)),
  changePlan: managing
    .input(choiceSchema)
    .mutation(({ ctx, input }) => changePlan(ctx.workspace, ctx.actor, input)),
  /** At the end of the period that is paid for. */
  cancel: managing.mutation(({ ctx }) => cancelPlan(ctx.workspace, ctx.actor)),
  resume: managing.mutation(({ ctx }) => resumePlan(ctx.workspace, ctx.actor)),
  setOverage: managing
    .input(overageSchema)
    .mutation(({ ctx, input }) => setOverage(ctx.workspace, ctx.actor, input)),
});
