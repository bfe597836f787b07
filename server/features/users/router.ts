import { publicProcedure, router, userProcedure } from "@/server/api/procedures";
import { signUpSchema } from "@/server/domain/account";
import { signUp } from "./mutations";

export const usersRouter = router({
  me: userProcedure.query(({ ctx }) => ctx.user),
  signUp: publicProcedure.input(signUpSchema).mutation(({ ctx, input }) => signUp(input, ctx.client)),
});
