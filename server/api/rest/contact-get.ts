import {
  consentsDocument,
  consentsDocumentSchema,
  contactDocument,
  contactDocumentSchema,
} from "@/server/domain/contact-document";
import { readConsents, resolveContact } from "@/server/features/contacts/data";
import type { ContactNoun } from "./contact-noun";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

/** Whatever the contact is by now: an id that was a lead's leads to the customer it became. */
export const contactGet = ({ path, tag, one }: ContactNoun) =>
  restRoute(
    {
      method: "GET",
      path: `${path}/{id}`,
      tag,
      summary: `Get a ${one}`,
      description:
        "By our id of them or yours. The id of a merged duplicate answers with the contact it became.",
      access: { kind: "bearer", scope: "crm:write" },
      params: workflowParams,
      query: nothing,
      body: nothing,
      success: {
        status: 200,
        description: `The ${one}, with what they allow on each channel.`,
        schema: contactDocumentSchema.extend({ consent: consentsDocumentSchema }),
      },
    },
    async ({ workspaceId, params: { id } }) => {
      const contact = await resolveContact(workspaceId, id);
      const consent = consentsDocument(await readConsents(workspaceId, contact.id));
      return { body: { ...contactDocument(contact), consent } };
    },
  );
