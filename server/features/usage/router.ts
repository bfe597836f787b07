import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import {
  countFilterSchema,
  countListed,
  listPeriods,
  listRecords,
  recordCursorSchema,
  recordFilterSchema,
  usageOfPeriod,
} from "./data";

const reading = workspaceProcedure.use(can("usage.read"));

export const usageRouter = router({
  /** The periods there were, the latest first. */
  periods: reading.query(({ ctx }) => listPeriods(ctx.workspace.id)),
  /** What a period used of what was included, by day, kind, flow and member, and where the current one is heading. */
  period: reading
    .input(z.object({ period: z.string().max(20).optional() }))
    .query(({ ctx, input }) => usageOfPeriod(ctx.workspace, input.period)),
  /** The ledger, record by record. */
  records: reading
    .input(recordFilterSchema.extend({ cursor: recordCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listRecords(ctx.workspace, filter, cursor ?? undefined),
    ),
  /** How many records that list has, so that an export knows how far it is. */
  recordCount: reading.input(countFilterSchema).query(({ ctx, input }) => countListed(ctx.workspace, input)),
});
