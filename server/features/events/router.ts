import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { getEvent } from "./data";

export const eventsRouter = router({
  get: workspaceProcedure
    .use(can("events.read"))
    .input(z.object({ eventId: z.uuid() }))
    .query(({ ctx, input }) => getEvent(ctx.workspace.id, input.eventId)),
});
