import type { ApiScope } from "@/server/domain/api-scope";
import type { Person } from "../../fixtures/people";
import type { Victim } from "./victim";

/** A request that reaches for the victim's rows wherever it can name one. `stranger` is who sends it. */
export type RouteRequest = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
};

export type Stranger = Person & { webhookToken: string };

export type RouteCase = {
  /** What a key needs here. */
  scope: ApiScope;
  request: (victim: Victim, stranger: Stranger) => RouteRequest;
};

/** Who else guards a route, or why nobody has to. */
export const exemptRoutes: Record<string, string> = {
  "app/api/auth/[...nextauth]/route.ts": "Auth.js: auth-cookie.test.ts",
  "app/api/trpc/[trpc]/route.ts": "every procedure: isolation.test.ts",
  "app/api/inngest/route.ts": "not there without a signing key, and then signed",
  "app/api/stripe/thin/route.ts": "signed by Stripe: stripe-webhooks.test.ts",
  "app/api/stripe/webhook/route.ts": "signed by Stripe: stripe-webhooks.test.ts",
  "app/api/openapi.json/route.ts": "describes the API and nobody in it",
  "app/api/internal/billing/route.ts": "with the internal token alone: billing-operator.test.ts",
  "app/api/internal/billing/credits/route.ts": "with the internal token alone: billing-operator.test.ts",
  "app/api/internal/billing/pricing/route.ts": "with the internal token alone: billing-operator.test.ts",
  "app/api/internal/billing/refunds/route.ts": "with the internal token alone: billing-operator.test.ts",
  "app/api/health/route.ts": "says nothing of any workspace",
  "app/api/health/ready/route.ts": "says nothing of any workspace",
};

/** One line for each method of each route: "<file> <METHOD>". One that stands nowhere fails the test of isolation. */
export const routeCases: Record<string, RouteCase> = {
  "app/api/events/route.ts POST": { scope: "events:write", request: event },
  "app/api/v1/events/route.ts POST": { scope: "events:write", request: event },
  "app/plugins/automation/webhook/route.ts POST": { scope: "events:write", request: event },
  "app/api/event-types/route.ts GET": { scope: "events:write", request: () => ({}) },
  "app/api/messages/inbound/route.ts POST": {
    scope: "events:write",
    request: ({ messageId }) => ({
      body: { channel: "email", from: "eve@example.com", body: "STOP", in_reply_to: messageId },
    }),
  },
  "app/api/events/automation/route.ts POST": { scope: "actions:run", request: dispatch },
  "app/api/plugins/events/automation/route.ts POST": { scope: "actions:run", request: dispatch },
  "app/api/plugins/actions/route.ts GET": { scope: "actions:run", request: () => ({}) },
  "app/api/plugins/[slug]/register-actions/route.ts POST": {
    scope: "plugins:register",
    request: () => ({
      params: { slug: "a-plugin-of-mine" },
      body: { actions: [{ action_type: "take", endpoint: "/take" }] },
    }),
  },
  "app/plugins/[slug]/api/actions/[action]/route.ts POST": {
    scope: "actions:run",
    request: () => ({ params: { slug: "crm-plugin", action: "update-contact" }, body: {} }),
  },
  "app/api/notifications/route.ts POST": {
    scope: "actions:run",
    request: () => ({ body: { message: "Taken" } }),
  },
  "app/api/notifications/email/route.ts POST": {
    scope: "actions:run",
    request: () => ({ body: { to: "eve@example.com", subject: "Taken" } }),
  },
  "app/api/notifications/sms/route.ts POST": {
    scope: "actions:run",
    request: () => ({ body: { to: "+14155550100", message: "Taken" } }),
  },
  "app/api/capabilities/route.ts GET": { scope: "actions:run", request: () => ({}) },
  "app/api/customers/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/customers/route.ts POST": {
    scope: "crm:write",
    request: () => ({ body: { email: "eve@example.com", name: "Eve" } }),
  },
  "app/api/customers/[id]/route.ts GET": { scope: "crm:write", request: contact },
  "app/api/customers/[id]/route.ts PUT": { scope: "crm:write", request: takenContact },
  "app/api/customers/[id]/route.ts PATCH": { scope: "crm:write", request: takenContact },
  "app/api/leads/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/leads/route.ts POST": {
    scope: "crm:write",
    request: () => ({ body: { email: "eve@example.com", name: "Eve" } }),
  },
  "app/api/leads/[id]/route.ts GET": { scope: "crm:write", request: contact },
  "app/api/leads/[id]/route.ts PUT": { scope: "crm:write", request: takenContact },
  "app/api/leads/[id]/route.ts PATCH": { scope: "crm:write", request: takenContact },
  "app/api/customers/[id]/consent/route.ts GET": { scope: "crm:write", request: contact },
  "app/api/customers/[id]/consent/route.ts PUT": {
    scope: "crm:write",
    request: (victim) => ({ ...contact(victim), body: { state: "granted" } }),
  },
  "app/api/customers/merge/route.ts POST": {
    scope: "crm:write",
    request: ({ contactId, otherContactId }) => ({ body: { keep: contactId, duplicate: otherContactId } }),
  },
  "app/api/workflows/route.ts GET": { scope: "flows:read", request: () => ({}) },
  "app/api/workflows/create/route.ts POST": {
    scope: "flows:write",
    request: ({ flowExternalId, owner }) => ({
      query: { on_conflict: "draft" },
      body: { id: flowExternalId, tenant_id: owner.workspace.id, trigger: { type: "manual" }, steps: [] },
    }),
  },
  "app/api/workflows/templates/route.ts GET": { scope: "flows:read", request: () => ({}) },
  "app/api/workflows/[id]/route.ts GET": { scope: "flows:read", request: flow },
  "app/api/workflows/[id]/route.ts PATCH": {
    scope: "flows:write",
    request: (victim) => ({ ...flow(victim), body: { name: "Taken", status: "paused" } }),
  },
  "app/api/workflows/[id]/route.ts DELETE": { scope: "flows:write", request: flow },
  "app/api/workflows/[id]/execute/route.ts POST": { scope: "flows:write", request: flow },
  "app/api/workflows/[id]/history/route.ts GET": { scope: "flows:read", request: flow },
  "app/api/workflows/[id]/publish/route.ts POST": { scope: "flows:write", request: flow },
  "app/api/workflows/[id]/pause/route.ts POST": { scope: "flows:write", request: flow },
  "app/api/workflows/[id]/duplicate/route.ts POST": { scope: "flows:write", request: flow },
  "app/api/products/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/products/route.ts POST": {
    scope: "crm:write",
    request: () => ({ body: { name: "Product", price: 1 } }),
  },
  "app/api/products/[id]/route.ts GET": {
    scope: "crm:write",
    request: ({ productId }) => ({ params: { id: productId } }),
  },
  "app/api/products/[id]/route.ts PUT": {
    scope: "crm:write",
    request: ({ productId }) => ({ params: { id: productId }, body: { name: "Taken" } }),
  },
  "app/api/products/[id]/route.ts PATCH": {
    scope: "crm:write",
    request: ({ productId }) => ({ params: { id: productId }, body: { name: "Taken" } }),
  },
  "app/api/products/[id]/route.ts DELETE": {
    scope: "crm:write",
    request: ({ productId }) => ({ params: { id: productId } }),
  },
  "app/api/orders/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/orders/route.ts POST": { scope: "crm:write", request: () => ({ body: { total: 1 } }) },
  "app/api/orders/[id]/route.ts GET": {
    scope: "crm:write",
    request: ({ orderId }) => ({ params: { id: orderId } }),
  },
  "app/api/orders/[id]/status/route.ts PUT": {
    scope: "crm:write",
    request: ({ orderId }) => ({ params: { id: orderId }, body: { status: "cancelled" } }),
  },
  "app/api/orders/[id]/status/route.ts PATCH": {
    scope: "crm:write",
    request: ({ orderId }) => ({ params: { id: orderId }, body: { status: "cancelled" } }),
  },
  "app/api/payments/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/payments/route.ts POST": { scope: "crm:write", request: () => ({ body: { amount: 1 } }) },
  "app/api/payments/[id]/route.ts GET": {
    scope: "crm:write",
    request: ({ paymentId }) => ({ params: { id: paymentId } }),
  },
  "app/api/quotes/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/quotes/route.ts POST": { scope: "crm:write", request: () => ({ body: { amount: 1 } }) },
  "app/api/quotes/[id]/route.ts GET": {
    scope: "crm:write",
    request: ({ quoteId }) => ({ params: { id: quoteId } }),
  },
  "app/api/quotes/[id]/route.ts PUT": {
    scope: "crm:write",
    request: ({ quoteId }) => ({ params: { id: quoteId }, body: { status: "declined" } }),
  },
  "app/api/quotes/[id]/route.ts PATCH": {
    scope: "crm:write",
    request: ({ quoteId }) => ({ params: { id: quoteId }, body: { status: "declined" } }),
  },
  "app/api/reviews/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/reviews/route.ts POST": { scope: "crm:write", request: () => ({ body: { rating: 5 } }) },
  "app/api/reviews/[id]/route.ts GET": {
    scope: "crm:write",
    request: ({ reviewId }) => ({ params: { id: reviewId } }),
  },
  "app/api/usage/route.ts GET": { scope: "usage:read", request: () => ({}) },
  "app/api/appointments/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/appointments/route.ts POST": {
    scope: "crm:write",
    request: () => ({ body: { starts_at: "2026-03-12T15:00:00Z" } }),
  },
  "app/api/appointments/[id]/route.ts GET": {
    scope: "crm:write",
    request: ({ appointmentId }) => ({ params: { id: appointmentId } }),
  },
  "app/api/appointments/[id]/route.ts PUT": {
    scope: "crm:write",
    request: ({ appointmentId }) => ({ params: { id: appointmentId }, body: { status: "cancelled" } }),
  },
  "app/api/appointments/[id]/route.ts PATCH": {
    scope: "crm:write",
    request: ({ appointmentId }) => ({ params: { id: appointmentId }, body: { status: "cancelled" } }),
  },
  "app/api/v1/runs/[id]/route.ts GET": { scope: "flows:read", request: run },
  "app/api/v1/runs/[id]/steps/route.ts GET": { scope: "flows:read", request: run },
  "app/api/v1/runs/[id]/loops/[step_id]/iterations/route.ts GET": {
    scope: "flows:read",
    request: ({ runId }) => ({ params: { id: runId, step_id: "each" } }),
  },
  "app/api/v1/runs/[id]/cancel/route.ts POST": { scope: "flows:write", request: run },
  "app/api/tasks/route.ts GET": { scope: "crm:write", request: () => ({}) },
  "app/api/tasks/route.ts POST": {
    scope: "crm:write",
    request: ({ taskExternalId, owner }) => ({
      body: { title: "Call", external_id: taskExternalId, tenant_id: owner.workspace.id },
    }),
  },
  "app/api/tasks/[id]/route.ts GET": { scope: "crm:write", request: task },
  "app/api/tasks/[id]/route.ts PATCH": {
    scope: "crm:write",
    request: (victim) => ({ ...task(victim), body: { status: "done" } }),
  },
  "app/api/tasks/[id]/assign/route.ts POST": {
    scope: "crm:write",
    request: (victim) => ({ ...task(victim), body: { assignee: null } }),
  },
};

/** Routes whose address is the credential, and the ways in which a stranger might bend it. */
export const openRouteCases: Record<
  string,
  { attempts: (victim: Victim, stranger: Stranger) => RouteRequest[] }
> = {
  "app/r/[workspace]/[code]/route.ts GET": { attempts: referralLinks },
  "app/s/[token]/route.ts GET": { attempts: surveyLinks },
  "app/s/[token]/route.ts POST": { attempts: surveyLinks },
  "app/u/[token]/route.ts GET": { attempts: unsubscribeLinks },
  "app/u/[token]/route.ts POST": { attempts: unsubscribeLinks },
  "app/api/webhooks/flow/[token]/route.ts POST": {
    attempts: ({ webhookToken, apiKey }, stranger) =>
      [webhookToken, stranger.webhookToken, apiKey, MADE_UP].map((token) => ({
        params: { token },
        body: {},
      })),
  },
  "app/api/webhooks/user/[userId]/[webhookToken]/route.ts POST": {
    attempts: ({ owner, webhookToken, flowToken }, stranger) => [
      { params: { userId: stranger.id, webhookToken }, body: {} },
      { params: { userId: owner.id, webhookToken: stranger.webhookToken }, body: {} },
      { params: { userId: owner.id, webhookToken: flowToken }, body: {} },
      { params: { userId: owner.id, webhookToken: MADE_UP }, body: {} },
    ],
  },
};

const MADE_UP = "whk_0123456789012345678901234567890123456789012";

/** Sent with the stranger's key, in the name of the victim's workspace. */
function event({ owner }: Victim): RouteRequest {
  return {
    body: { type: "customer.created", tenant_id: owner.workspace.id, payload: { email: "eve@example.com" } },
  };
}

/** In the name of the victim's run. */
function dispatch({ runId, owner }: Victim): RouteRequest {
  const payload = { title: "Taken" };
  return {
    body: {
      flow_execution_id: runId,
      tenant_id: owner.workspace.id,
      events: [{ action_type: "create_task", payload }],
    },
  };
}

function contact({ contactId }: Victim): RouteRequest {
  return { params: { id: contactId } };
}

function takenContact(victim: Victim): RouteRequest {
  return { ...contact(victim), body: { name: "Taken", status: "customer" } };
}

function surveyLinks({ messageId, apiKey }: Victim): RouteRequest[] {
  return [messageId, apiKey, MADE_UP].map((token) => ({ params: { token } }));
}

/** Codes that nobody has there, and the victim's in the stranger's workspace. */
function referralLinks({ owner, referralCode }: Victim, stranger: Stranger): RouteRequest[] {
  return [
    { params: { workspace: owner.workspace.slug, code: MADE_UP } },
    { params: { workspace: stranger.workspace.slug, code: referralCode } },
    { params: { workspace: owner.workspace.id, code: referralCode } },
  ];
}

function flow({ flowId }: Victim): RouteRequest {
  return { params: { id: flowId } };
}

function task({ taskId }: Victim): RouteRequest {
  return { params: { id: taskId } };
}

function run({ runId }: Victim): RouteRequest {
  return { params: { id: runId } };
}

/** Links that were never sent: of the victim's message, with a signature that is not ours. */
function unsubscribeLinks({ messageId, apiKey }: Victim): RouteRequest[] {
  const id = Buffer.from(messageId.replaceAll("-", ""), "hex");
  const unsigned = Buffer.concat([id, Buffer.alloc(16)]).toString("base64url");
  return [messageId, unsigned, apiKey, MADE_UP].map((token) => ({ params: { token } }));
}
