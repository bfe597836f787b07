import { consentChangeSchema } from "@/server/domain/consent";
import { consentsDocument, consentsDocumentSchema } from "@/server/domain/contact-document";
import type { WorkspaceId } from "@/server/domain/workspace";
import { readConsents, resolveContact } from "@/server/features/contacts/data";
import { changeConsent } from "@/server/features/contacts/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

const words = {
  path: "/api/customers/{id}/consent",
  tag: "Customers",
  access: { kind: "bearer", scope: "crm:write" },
  params: workflowParams,
  query: nothing,
} as const;
const success = { status: 200, description: "What they allow, by channel.", schema: consentsDocumentSchema };

/** Leads have consent too: the address takes the id of any contact. */
export const contactConsent = {
  get: restRoute(
    { ...words, method: "GET", summary: "Get a customer's consent", body: nothing, success },
    async ({ workspaceId, params: { id } }) =>
      answer(workspaceId, (await resolveContact(workspaceId, id)).id),
  ),
  put: restRoute(
    {
      ...words,
      method: "PUT",
      summary: "Set a customer's consent",
      description:
        "On one channel, or on all. It holds at once, for messages under way too; each change is kept as proof. Who opted out themselves is allowed again only with a reason.",
      body: consentChangeSchema,
      success,
      refusals: ["conflict"],
    },
    async ({ workspaceId, credential, params: { id }, body }) => {
      const contact = await resolveContact(workspaceId, id);
      await changeConsent(workspaceId, credential.actor, { ...body, contactId: contact.id });
      return answer(workspaceId, contact.id);
    },
  ),
};

const answer = async (workspaceId: WorkspaceId, id: string) => ({
  body: consentsDocument(await readConsents(workspaceId, id)),
});
