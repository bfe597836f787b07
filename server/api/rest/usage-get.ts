import * as z from "zod";
import { usedInPeriod } from "@/server/features/usage/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";

export const usageGet = restRoute(
  {
    method: "GET",
    path: "/api/usage",
    tag: "Usage",
    summary: "Read the usage of the current period",
    description:
      "To the milli-token, at the moment of asking. Periods begin on the day of the month the subscription began.",
    access: { kind: "bearer", scope: "usage:read" },
    params: nothing,
    query: nothing,
    body: nothing,
    success: {
      status: 200,
      description: "Tokens used and included.",
      schema: z.object({
        tokensUsed: z.number().meta({ example: 412.6 }),
        tokensIncluded: z.number().meta({ example: 1000 }),
        tokensCredited: z
          .number()
          .meta({ description: "What credits add to the included ones in this period.", example: 50 }),
        tokensOverage: z
          .number()
          .meta({ description: "Of the used ones, those that are billed as overage.", example: 0 }),
        overageEnabled: z
          .boolean()
          .meta({ description: "Whether flows go on when the included tokens are used up." }),
        currentMonth: z
          .string()
          .meta({ example: "2026-11", description: "The month in which the period began (UTC)." }),
        period_start: z.iso.datetime(),
        period_end: z.iso.datetime().nullable().meta({ description: "null: a trial, which has no end." }),
      }),
    },
  },
  async ({ workspaceId }) => {
    const { period, overageEnabled, ...used } = await usedInPeriod(workspaceId);
    return {
      body: {
        tokensUsed: used.usedMilliTokens / 1000,
        tokensIncluded: used.includedMilliTokens / 1000,
        tokensCredited: used.creditMilliTokens / 1000,
        tokensOverage: used.overageMilliTokens / 1000,
        overageEnabled,
        currentMonth: period.startsAt.toISOString().slice(0, 7),
        period_start: period.startsAt.toISOString(),
        period_end: period.endsAt?.toISOString() ?? null,
      },
    };
  },
);
