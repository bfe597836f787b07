import * as z from "zod";
import { act } from "./act";

const text = (what: string) => z.string("Has to be text.").meta({ description: what });
const tenant = { tenant_id: z.unknown().optional() };

/** Telling people something: inside of Baton, by email, by SMS. Each is the platform's action of that kind. */
export const notificationRoutes = {
  notify: act(
    "create_notification",
    z.looseObject(
      {
        message: text("What they are to know.").optional(),
        title: text("Left out: the first line of the message.").optional(),
        channel: text("in_app (default), email, sms or slack.").optional(),
        to: text("A member; left out, everyone. For the other channels an address.").optional(),
        link: text("Where it leads.").optional(),
        ...tenant,
      },
      "Has to be a JSON object.",
    ),
    { path: "/api/notifications", tag: "Notifications", summary: "Notify people of the workspace" },
  ),
  email: act(
    "send_email",
    z.looseObject(
      {
        to: text("Email address.").optional(),
        subject: z.string().optional(),
        body: text("The text.").optional(),
        template: text("Name of a message template, in place of the text.").optional(),
        variables: z.record(z.string(), z.unknown()).optional(),
        ...tenant,
      },
      "Has to be a JSON object.",
    ),
    { path: "/api/notifications/email", tag: "Notifications", summary: "Send an email" },
  ),
  sms: act(
    "send_sms",
    z.looseObject(
      {
        to: text("Phone number with its country code.").optional(),
        message: z.string().optional(),
        ...tenant,
      },
      "Has to be a JSON object.",
    ),
    { path: "/api/notifications/sms", tag: "Notifications", summary: "Send an SMS" },
  ),
};
