import type { Simulated, SimulationFacts } from "../simulation-facts";
import { layOutEmail } from "./lay-out-email";
import { SAMPLE_UNSUBSCRIBE_URL } from "./sample-link";
import { simulatedFields } from "./simulated-fields";
import { type EmailInput, emailTo, writtenEmail } from "./written-email";

type EmailOutput = { email_id: string; status: string; to: string; subject: string; via: string };

/** The email that would leave, and what its step would answer. */
export function simulateEmail(input: EmailInput, facts: SimulationFacts): Simulated<EmailOutput> {
  const to = emailTo(input);
  const template = input.template ? facts.template("email", input.template) : null;
  const email = writtenEmail(input, template, simulatedFields(facts));
  const purpose = input.purpose ?? "transactional";
  const { workspace } = facts;
  const { text } = layOutEmail(email, { purpose, workspace, unsubscribeUrl: SAMPLE_UNSUBSCRIBE_URL });
  const { subject } = email;
  return {
    output: { email_id: SAMPLE_ID, status: "sent", to, subject, via: "sandbox" },
    message: { channel: "email", to, subject, body: text, purpose },
  };
}

const SAMPLE_ID = "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11";
