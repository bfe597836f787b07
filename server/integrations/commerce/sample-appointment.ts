import { appointmentDocument } from "@/server/domain/appointment";
import { sampleContact } from "./sample-contact";

const at = new Date("2026-03-10T09:00:00Z");

/** An appointment as the builder shows it before anything ran. */
export const sampleAppointment = appointmentDocument({
  id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
  externalId: null,
  contact: sampleContact,
  status: "booked",
  title: "Consultation",
  startsAt: new Date("2026-03-12T15:00:00Z"),
  endsAt: new Date("2026-03-12T15:30:00Z"),
  timezone: "Europe/Berlin",
  location: "Video call",
  service: "",
  notes: "",
  reason: "",
  createdAt: at,
  updatedAt: at,
});
