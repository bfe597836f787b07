import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { countUnread, listNotifications, notificationCursorSchema } from "./data";
import { markRead } from "./mutations";

const own = workspaceProcedure.use(can("notifications.read"));

/** What the person who asks was told; never anybody else's. */
export const notificationsRouter = router({
  list: own
    .input(
      z.object({
        limit: z.number().int().min(1).max(100).default(20),
        cursor: notificationCursorSchema.nullish(),
      }),
    )
    .query(({ ctx, input: { limit, cursor } }) =>
      listNotifications(ctx.workspace.id, ctx.user.id, { limit, cursor: cursor ?? undefined }),
    ),
  unread: own.query(({ ctx }) => countUnread(ctx.workspace.id, ctx.user.id)),
  markRead: own
    .input(z.union([z.object({ id: z.uuid() }), z.object({ until: z.date() })]))
    .mutation(({ ctx, input }) =>
      markRead(ctx.workspace.id, ctx.user.id, "id" in input ? { id: input.id } : { until: input.until }),
    ),
});
