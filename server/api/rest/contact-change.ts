import { contactBodySchema, contactDocument, contactDocumentSchema } from "@/server/domain/contact-document";
import { changeContactBody } from "@/server/features/contacts/mutations";
import type { ContactNoun } from "./contact-noun";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

/** The same under both verbs: what is left out stays. */
export const contactChange = (noun: ContactNoun) => ({
  put: changeBy("PUT", noun),
  patch: changeBy("PATCH", noun),
});

const changeBy = (method: "PUT" | "PATCH", { path, tag, one }: ContactNoun) =>
  restRoute(
    {
      method,
      path: `${path}/{id}`,
      tag,
      summary: `Change a ${one}`,
      description:
        "What is left out stays; null takes it away. The status customer makes a customer of a lead. Flows that start with the change start.",
      access: { kind: "bearer", scope: "crm:write" },
      params: workflowParams,
      query: nothing,
      body: contactBodySchema,
      success: { status: 200, description: `The ${one} as it is now.`, schema: contactDocumentSchema },
      refusals: ["conflict"],
    },
    async ({ workspaceId, credential, params: { id }, body }) => ({
      body: contactDocument(await changeContactBody(workspaceId, credential, id, body)),
    }),
  );
