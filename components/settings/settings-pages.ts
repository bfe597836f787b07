/** A page of the settings; `path` follows /w/<slug>/settings. */
export type SettingsPage = {
  path: string;
  label: string;
  /** Further words by which ⌘K finds it. */
  keywords: string[];
};

type Needed = "connections.read" | "apiKeys.read" | "audit.read";

/** The pages that somebody may open. */
export const settingsPages = (may: (permission: Needed) => boolean): SettingsPage[] =>
  PAGES.filter(({ needs }) => needs === undefined || may(needs)).map(({ path, label, keywords }) => ({
    path,
    label,
    keywords,
  }));

const PAGES: (SettingsPage & { needs?: Needed })[] = [
  { path: "", label: "General", keywords: ["workspace name", "time zone", "referral links"] },
  { path: "/members", label: "Members", keywords: ["team", "people", "users", "invite", "roles"] },
  {
    path: "/billing",
    label: "Billing",
    keywords: ["plan", "invoices", "payment", "credit card", "subscription", "upgrade", "overage"],
  },
  { path: "/owner-pools", label: "Owner pools", keywords: ["assign", "round robin", "duty"] },
  { path: "/voice-agents", label: "Voice agents", keywords: ["calls", "phone"] },
  { path: "/sending", label: "Sending", keywords: ["quiet hours", "suppression list", "unsubscribed"] },
  { path: "/message-templates", label: "Message templates", keywords: ["email", "sms", "text"] },
  {
    path: "/connections",
    label: "Connections",
    keywords: ["mail server", "smtp", "webhooks", "integrations"],
    needs: "connections.read",
  },
  { path: "/sessions", label: "Sessions", keywords: ["devices", "signed in", "security"] },
  { path: "/api-keys", label: "API keys", keywords: ["token", "developer", "rest"], needs: "apiKeys.read" },
  { path: "/audit", label: "Audit log", keywords: ["history", "changes"], needs: "audit.read" },
];
