import type { TemplateSample } from "../domain/flow-template";
import { defaultSendingRules } from "../domain/sending-rules";
import { contactOfPayload } from "../domain/simulate/contact-of-payload";
import { madeUpContact } from "../domain/simulate/made-up-contact";
import { simulate } from "../domain/simulate/simulate";
import type { Simulation, SimulationWorld } from "../domain/simulate/simulation";
import { applyAnswers } from "../domain/template-answers";
import type { GalleryTemplate } from "./template";

/** The workspace of the samples. */
export const SAMPLE_ZONE = "America/Los_Angeles";
export const SAMPLE_BUSINESS = "Bright Home";
const SAMPLE_TIME = "2026-03-10T17:00:00.000Z";

type World = Pick<SimulationWorld, "action"> &
  Partial<Pick<SimulationWorld, "recorded" | "faults" | "happenings">>;

/** A dry run of a template with one of its samples, everything not asked as it is suggested. */
export function trySample(template: GalleryTemplate, sample: TemplateSample, world: World): Simulation {
  const at = new Date(sample.at ?? SAMPLE_TIME);
  const { fields = {}, timezone = null, granted = [] } = sample.contact ?? {};
  const known = contactOfPayload(sample.type, sample.payload, at);
  const consents = Object.fromEntries(granted.map((channel) => [channel, "granted" as const]));
  const contact = sample.contact ? madeUpContact(known, { fields, timezone, consents }, at) : known;
  return simulate(
    answered(template),
    { event: { type: sample.type, payload: sample.payload }, at, contact },
    {
      ...{ timezone: SAMPLE_ZONE, rules: defaultSendingRules, faults: [] },
      flow: (id) => ({ problem: `There is no flow “${id}” yet.` }),
      ...world,
      happenings: [...(sample.happenings ?? []), ...(world.happenings ?? [])],
    },
  );
}

/** What only the user of a template can answer stays as the template has it. */
function answered({ slug, definition, questions }: GalleryTemplate) {
  const asked = questions.filter(({ initial, prefill, optional }) => initial !== "" || prefill || optional);
  const result = applyAnswers(definition, asked, {}, { name: SAMPLE_BUSINESS, timezone: SAMPLE_ZONE });
  if (result.ok) return result.definition;
  throw new Error(`Template ${slug}: ${result.problems.map(({ message }) => message).join(" ")}`);
}
