import type { SimulatedContact } from "@/server/domain/simulate/simulation";
import { contactSample } from "./contact-output";

const allowed = { state: "granted" as const, at: new Date("2026-01-01T00:00:00Z") };
const { contact_id: id, customer_id: external_id, ...known } = contactSample;

/** The contact of the samples, who allowed every channel. */
export const samplePerson: SimulatedContact = {
  fields: { ...known, id, external_id, customer_id: external_id },
  timezone: null,
  consents: { email: allowed, sms: allowed, call: allowed },
};
