import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { referralUrlSchema } from "@/server/domain/referral";
import { readReferralLinks } from "./data";
import { changeReferralUrl } from "./mutations";

/** Links by which contacts recommend the workspace. */
export const referralsRouter = router({
  links: workspaceProcedure
    .use(can("referrals.read"))
    .query(({ ctx }) => readReferralLinks(ctx.workspace.id)),
  changeUrl: workspaceProcedure
    .use(can("referrals.manage"))
    .input(z.object({ url: referralUrlSchema }))
    .mutation(({ ctx, input }) => changeReferralUrl(ctx.workspace.id, ctx.actor, input.url)),
});
