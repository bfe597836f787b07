import { Bell, CalendarDays, Hash, Mail, MessageSquare, Phone } from "lucide-react";

/** How a message travels: its word and picture. */
export const channels = {
  email: { label: "Email", icon: Mail },
  sms: { label: "SMS", icon: MessageSquare },
  call: { label: "Call", icon: Phone },
  slack: { label: "Slack", icon: Hash },
  calendar: { label: "Calendar", icon: CalendarDays },
  in_app: { label: "In-app", icon: Bell },
} as const;

export type Channel = keyof typeof channels;
export const channelKeys = [
  "email",
  "sms",
  "call",
  "slack",
  "calendar",
  "in_app",
] as const satisfies Channel[];

export const channelOf = (key: string) => {
  const known = channelKeys.find((each) => each === key);
  return known ? channels[known] : { label: key, icon: Mail };
};
