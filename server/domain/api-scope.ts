import * as z from "zod";

/** What an API key may do, and how that is said. */
export const apiScopes = [
  {
    scope: "events:write",
    title: "Send events",
    description: "Webhooks and /api/v1/events. Events start flows.",
  },
  { scope: "flows:read", title: "Read flows", description: "Flows, their versions and their history." },
  {
    scope: "flows:write",
    title: "Change flows",
    description: "Create, edit, publish, pause, archive and run flows.",
  },
  {
    scope: "actions:run",
    title: "Run actions",
    description: "Single actions outside a flow. They are metered.",
  },
  {
    scope: "plugins:register",
    title: "Register plugins",
    description: "Publish triggers, actions and conditions of a plugin.",
  },
  { scope: "crm:write", title: "Write CRM records", description: "Contacts, products, orders and tasks." },
  { scope: "usage:read", title: "Read usage", description: "Tokens used and included." },
] as const;

export type ApiScope = (typeof apiScopes)[number]["scope"];

export const apiScopeSchema = z.enum(apiScopes.map(({ scope }) => scope));
