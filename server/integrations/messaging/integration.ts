import type { Integration } from "../integration";
import { createNotification } from "./actions/create-notification";
import { makeCall } from "./actions/make-call";
import { sendEmail } from "./actions/send-email";
import { sendSms } from "./actions/send-sms";

export const messaging: Integration = {
  key: "messaging",
  title: "Messaging",
  description: "Email and SMS. Until a provider is connected, messages land in the Outbox.",
  icon: "send",
  actions: [sendEmail, sendSms, makeCall, createNotification],
};
