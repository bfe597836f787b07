import * as z from "zod";
import { pool } from "../../db/pool";
import { logger } from "../../logger";
import { failExport } from "../export/fail-export";
import { requireStripe } from "../stripe-client";
import { METER_REPORTS } from "../stripe-meter";

export const isMeterReport = (type: string): boolean => METER_REPORTS.includes(type);

const report = z.object({
  developer_message_summary: z.string(),
  reason: z.object({
    error_count: z.number(),
    error_types: z.array(
      z.object({
        code: z.string(),
        error_count: z.number(),
        sample_errors: z.array(
          z.object({ error_message: z.string(), request: z.object({ identifier: z.string() }) }),
        ),
      }),
    ),
  }),
});

/**
 * Usage that Stripe took and then could not count: nobody is charged for it until somebody looks. The report names some
 * of it; those exports are marked, and the nightly comparison finds the rest.
 */
export async function reportMeterErrors(id: string): Promise<string> {
  const event = await requireStripe().v2.core.events.retrieve(id);
  const { reason, developer_message_summary: summary } = report.parse(
    "data" in event ? event.data : undefined,
  );
  await pool().query("update stripe_events set details = $2 where id = $1", [id, { summary, ...reason }]);
  let marked = 0;
  for (const { code, sample_errors } of reason.error_types)
    for (const { error_message, request } of sample_errors)
      if (await failExport({ identifier: request.identifier, cause: `${code}: ${error_message}` }))
        marked += 1;
  const codes = reason.error_types.map(({ code }) => code).join(", ");
  logger.error(
    { event: id, codes, errors: reason.error_count, marked },
    `Stripe could not count reported usage: ${summary}`,
  );
  return `${reason.error_count} errors (${codes}), ${marked} exports marked`;
}
