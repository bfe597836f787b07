"use client";

import { useMemo } from "react";
import * as z from "zod";
import { useTRPCClient } from "@/components/shell/trpc";
import { eventSchema, whatIfSchema } from "@/server/domain/simulate/what-if";
import type { DryRunAnswer } from "./dry-run-outcome";
import type { DryRunSource } from "./dry-run-source";
import type { useDryRun } from "./use-dry-run";
import { useSimulation } from "./use-simulation";

type Source = Extract<DryRunSource, { template: string }>;

/** The dry run of a template. What its sample says of the person is known to the server; what happens meanwhile, said. */
export function useTemplateSimulation(
  { template, answers, samples }: Source,
  { event, at, world, settings: { zone } }: ReturnType<typeof useDryRun>,
): DryRunAnswer {
  const client = useTRPCClient();
  // Whoever draws this may make the same answers anew each time.
  const given = JSON.stringify(answers);
  const asked = useMemo(() => {
    if (!event) return null;
    const sample = samples.find((_, index) => event.id === `sample:${index}`);
    const { happenings } = whatIfSchema.parse({ happenings: sample?.happenings ?? [] });
    return {
      ...{ slug: template, answers: answersSchema.parse(JSON.parse(given)), timezone: ownZone(), at },
      ...{ event: eventSchema.parse(event), faults: world.faults },
      happenings: [...happenings, ...world.happenings],
      ...(zone && { contact: { timezone: zone } }),
    };
  }, [template, given, samples, event, at, world, zone]);
  return useSimulation("template", asked, (input, signal) =>
    client.dryRun.template.mutate(input, { signal }),
  );
}

const answersSchema = z.record(z.string(), z.json());

/** It is tried by the clock of whoever looks at it. */
const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
