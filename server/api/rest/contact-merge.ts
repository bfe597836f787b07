import * as z from "zod";
import { contactDocument, contactDocumentSchema } from "@/server/domain/contact-document";
import { resolveContact } from "@/server/features/contacts/data";
import { joinContacts } from "@/server/features/contacts/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";

const id = z
  .string("Has to be text.")
  .min(1, "Say which customer.")
  .max(200, "Is at most 200 characters long.");

export const contactMerge = restRoute(
  {
    method: "POST",
    path: "/api/customers/merge",
    tag: "Customers",
    summary: "Merge two customers",
    description:
      "The duplicate's addresses, runs, tasks and messages become the other's; no flow starts. Of two consents the stricter one holds. It cannot be undone.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: z.object({
      keep: id.meta({ description: "Whose record stays: our id or yours." }),
      duplicate: id.meta({ description: "Who leads to the other one from now on." }),
    }),
    success: { status: 200, description: "The customer as it is now.", schema: contactDocumentSchema },
  },
  async ({ workspaceId, credential, body: { keep, duplicate } }) => {
    const [kept, other] = [
      await resolveContact(workspaceId, keep),
      await resolveContact(workspaceId, duplicate),
    ];
    const pair = { keepId: kept.id, otherId: other.id };
    return { body: contactDocument(await joinContacts(workspaceId, credential.actor, pair)) };
  },
);
