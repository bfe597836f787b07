import * as z from "zod";
import { contactDocument, contactDocumentSchema } from "@/server/domain/contact-document";
import {
  consentFilters,
  contactCursorSchema,
  contactFilterSchema,
  contactSorts,
  isCursorOf,
} from "@/server/domain/contact-filter";
import { findContacts } from "@/server/features/contacts/data";
import type { ContactNoun } from "./contact-noun";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

const words = z.string().trim().max(200).optional();

export const contactList = ({ kind, path, tag, many }: ContactNoun) =>
  restRoute(
    {
      method: "GET",
      path,
      tag,
      summary: `List ${many}`,
      description: "Without merged and archived ones; the newest first, unless another order is asked for.",
      access: { kind: "bearer", scope: "crm:write" },
      params: nothing,
      query: z.object({
        ...workflowPage,
        q: words.meta({ description: "Part of a name, address or id." }),
        status: words.meta({ description: "Only with this status." }),
        tag: words.meta({ description: "Only with this tag." }),
        lead_type: words.meta({ description: "Only of this type." }),
        owner: z
          .union([z.uuid(), z.literal("none")], "Has to be the id of a member, or none.")
          .optional()
          .meta({ description: "Only this member's; none: nobody's." }),
        consent: z
          .enum(consentFilters, `Has to be one of ${consentFilters.join(", ")}.`)
          .optional()
          .meta({ description: "Only who allows this channel; denied: who refused any." }),
        sort: z
          .enum(contactSorts, `Has to be one of ${contactSorts.join(", ")}.`)
          .default("created")
          .meta({ description: "activity: who changed last comes first; name: from A to Z." }),
      }),
      body: nothing,
      success: {
        status: 200,
        description: `A page of ${many}.`,
        schema: z.object({ [many]: z.array(contactDocumentSchema), next_cursor: nextCursorSchema }),
      },
    },
    async ({ workspaceId, query: { limit, cursor, sort, q, status, tag: tagged, ...rest } }) => {
      const filter = contactFilterSchema.parse({
        ...rest,
        kind,
        q: q ?? "",
        status: status ? [status] : [],
        tag: tagged ? [tagged] : [],
      });
      const after = readCursor(
        contactCursorSchema.refine((place) => isCursorOf(sort, place)),
        cursor,
      );
      const page = await findContacts(workspaceId, filter, { sort, limit, cursor: after });
      return {
        body: { [many]: page.contacts.map(contactDocument), next_cursor: writeCursor(page.nextCursor) },
      };
    },
  );
