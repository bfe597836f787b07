import { inTransaction } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import { upsertContact } from "@/server/records/contact";
import { type PluginRequest, servePlugin } from "./serve-plugin";

const contactFields = {
  customer_id: { type: "string", required: false },
  email: { type: "string", required: false },
  phone: { type: "string", required: false },
  name: { type: "string", required: false },
  source: { type: "string", required: false },
} as const;

export const crmPlugin = servePlugin({
  aliases: ["crm"],
  manifest: {
    name: "CRM Plugin",
    slug: "crm-plugin",
    version: "1.0.0",
    capabilities: {
      actions: [
        {
          id: "create_contact",
          name: "Create Contact",
          description: "Adds the customer to the contacts, or completes the contact that is there.",
          category: "crm",
          endpoint: "/api/actions/create-contact",
          input_schema: contactFields,
          output_schema: { contact_id: "string", created: "boolean" },
        },
        {
          id: "update-contact",
          name: "Update Contact",
          description: "Changes a contact. Fields that the CRM does not know are kept with it.",
          category: "crm",
          endpoint: "/api/actions/update-contact",
          input_schema: { contact_id: { type: "string", required: false }, ...contactFields },
          output_schema: { contact_id: "string", created: "boolean" },
        },
      ],
    },
  },
  actions: { create_contact: saveContact, "update-contact": saveContact },
});

async function saveContact({ workspaceId, payload }: PluginRequest) {
  const identity = contactFromPayload(payload);
  const fields = Object.fromEntries(Object.entries(payload).filter(([name]) => !IDENTITY.has(name)));
  const contact = await inTransaction((tx) => upsertContact(tx, workspaceId, { identity, fields }));
  return { contact_id: contact.id, created: contact.created };
}

/** What became part of the contact itself, under whatever name. */
const IDENTITY = new Set([
  "customer_id",
  "contact_id",
  "email",
  "customer_email",
  "phone",
  "customer_phone",
  "name",
  "customer_name",
  "first_name",
  "last_name",
]);
