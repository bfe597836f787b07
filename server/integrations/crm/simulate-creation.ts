import type { ContactPatch } from "@/server/domain/contact";
import { ActionError } from "@/server/domain/errors";
import type { Simulated, SimulationFacts } from "../simulation-facts";
import { contactOutput } from "./contact-output";
import { changedContact, type SimulatedRow, simulatedContact } from "./simulated-contact";

type Created = ReturnType<typeof contactOutput> & { created: boolean };

/** The run's contact, where the step names it; it gains what was not known. Else the new one that there would be. */
export function simulateCreation(
  facts: SimulationFacts,
  { kind: given, ...patch }: ContactPatch,
  failing: string,
): Simulated<Created> {
  const named = patch.email ?? patch.phone ?? patch.external_id;
  if (!named)
    throw new ActionError(
      "invalid_contact",
      `${failing}: it needs an email address, a phone number or an id.`,
    );
  const kind = patch.status === "customer" ? "customer" : (given ?? "lead");
  const { row, own } = simulatedContact(facts, named, failing);
  if (!own) {
    const blank = { ...row, ...BLANK, kind, tags: [], fields: {} };
    return { output: { ...contactOutput(changedContact(blank, { ...patch, kind })), created: true } };
  }
  const gained = Object.fromEntries(Object.entries(patch).filter(([name]) => isUnknown(row, name)));
  const after = changedContact(row, { ...gained, ...(kind === "customer" && { kind }) });
  return { output: { ...contactOutput(after), created: false }, contact: after };
}

const BLANK = { name: "", email: null, phone: null, external_id: null, status: "new", score: null };

const isUnknown = (row: SimulatedRow, name: string): boolean => {
  const value = row[name];
  return value === undefined || value === null || value === "";
};
