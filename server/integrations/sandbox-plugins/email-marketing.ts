import { customerLocation } from "./customer-location";
import { sendWelcomeEmail, simulateWelcomeEmail, welcomeEmailMeter } from "./send-welcome-email";
import { servePlugin } from "./serve-plugin";

export const emailMarketing = servePlugin({
  aliases: [],
  manifest: {
    name: "Email Marketing Plugin",
    slug: "email-marketing",
    version: "1.0.0",
    capabilities: {
      triggers: [
        {
          id: "customer.created",
          name: "New Customer",
          description: "Triggers when a new customer is created",
          event_types: ["customer.created"],
          output_schema: { customer_id: "string", email: "string", name: "string" },
        },
      ],
      actions: [
        {
          id: "send_welcome_email",
          name: "Send Welcome Email",
          description: "Sends a welcome email to the customer. This sandbox writes it into the Outbox.",
          category: "email",
          endpoint: "/api/actions/send-welcome",
          method: "POST",
          input_schema: {
            email: { type: "string", required: true },
            name: { type: "string", required: false },
            template: { type: "string", required: false },
            variables: { type: "object", required: false },
          },
          output_schema: { email_id: "string", status: "string" },
          messaging: { channel: "email", to: "email", purpose: "transactional" },
        },
      ],
      conditions: [
        {
          id: "customer_location",
          name: "Customer Location",
          description: "Check customer's location",
          operators: ["equals", "contains", "in"],
          value_type: "string",
        },
      ],
    },
  },
  meters: { send_welcome_email: welcomeEmailMeter },
  simulations: { send_welcome_email: simulateWelcomeEmail },
  actions: { send_welcome_email: sendWelcomeEmail },
  conditions: { customer_location: customerLocation },
});
