import * as z from "zod";
import { contactBodySchema, contactDocument, contactDocumentSchema } from "@/server/domain/contact-document";
import { addContactBody } from "@/server/features/contacts/mutations";
import type { ContactNoun } from "./contact-noun";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";

export const contactCreate = ({ kind, path, tag, one }: ContactNoun) =>
  restRoute(
    {
      method: "POST",
      path,
      tag,
      summary: `Create a ${one}`,
      description: `One with the same id, email or phone is answered as it is, with status 200 and created: false; it gains what was not known. Flows that start with a new ${one} start once.`,
      access: { kind: "bearer", scope: "crm:write" },
      params: nothing,
      query: nothing,
      body: contactBodySchema,
      success: {
        status: 201,
        description: `The ${one}.`,
        schema: contactDocumentSchema.extend({ created: z.boolean() }),
      },
      refusals: ["conflict"],
    },
    async ({ workspaceId, credential, body }) => {
      const { contact, created } = await addContactBody(workspaceId, credential, kind, body);
      return {
        status: created ? 201 : 200,
        headers: { location: `${path}/${contact.id}` },
        body: { ...contactDocument(contact), created },
      };
    },
  );
