import type { Victim } from "../../integration/support/victim";
import type { Sent } from "./rest";

/**
 * One line for each address of the REST API: a request that reaches for the victim's rows wherever it can name one.
 * An address that does not stand here fails the test of isolation. `own`: what the sender puts in place of a secret.
 */
export const routeCases: Record<string, (victim: Victim, own: { webhookToken: string }) => Sent> = {
  "POST /api/v1/events": event,
  "POST /api/events": event,
  "POST /plugins/automation/webhook": event,
  "GET /api/event-types": () => ({}),
  "POST /api/webhooks/user/{userId}/{webhookToken}": ({ owner }, { webhookToken }) => ({
    params: { userId: owner.id, webhookToken },
    body: { trigger: "customer.created", data: {} },
  }),
  "POST /api/webhooks/flow/{token}": ({ flowId }) => ({ params: { token: flowId }, body: {} }),
  "POST /api/messages/inbound": ({ messageId }) => ({
    body: { channel: "email", from: "eve@example.com", body: "STOP", in_reply_to: messageId },
  }),
  "POST /api/events/automation": dispatch,
  "POST /api/plugins/events/automation": dispatch,
  "GET /api/plugins/actions": () => ({}),
  "POST /api/plugins/{slug}/register-actions": () => ({
    params: { slug: "a-plugin-of-mine" },
    body: { actions: [{ action_type: "take", endpoint: "/take" }] },
  }),
  "POST /plugins/{slug}/api/actions/{action}": () => ({
    params: { slug: "crm-plugin", action: "update-contact" },
    body: {},
  }),
  "POST /api/notifications": () => ({ body: { message: "Taken" } }),
  "POST /api/notifications/email": () => ({ body: { to: "eve@example.com", subject: "Taken" } }),
  "POST /api/notifications/sms": () => ({ body: { to: "+14155550100", message: "Taken" } }),
  "GET /api/capabilities": () => ({}),
  "GET /api/workflows": () => ({}),
  "POST /api/workflows/create": ({ flowExternalId }) => ({
    path: "/api/workflows/create?on_conflict=draft",
    body: { id: flowExternalId.replace("mark-of", "copy-of"), trigger: { type: "manual" }, steps: [] },
  }),
  "GET /api/workflows/templates": () => ({}),
  "GET /api/workflows/{id}": flow,
  "PATCH /api/workflows/{id}": (victim) => ({ ...flow(victim), body: { name: "Taken", status: "paused" } }),
  "DELETE /api/workflows/{id}": flow,
  "POST /api/workflows/{id}/execute": flow,
  "GET /api/workflows/{id}/history": flow,
  "POST /api/workflows/{id}/publish": flow,
  "POST /api/workflows/{id}/pause": flow,
  "POST /api/workflows/{id}/duplicate": flow,
  "GET /api/customers": () => ({}),
  "POST /api/customers": () => ({ body: { email: "eve@example.com", name: "Eve" } }),
  "GET /api/customers/{id}": contact,
  "PUT /api/customers/{id}": (victim) => ({ ...contact(victim), body: { name: "Taken" } }),
  "PATCH /api/customers/{id}": (victim) => ({ ...contact(victim), body: { name: "Taken" } }),
  "GET /api/leads": () => ({}),
  "POST /api/leads": () => ({ body: { email: "eve@example.com", name: "Eve" } }),
  "GET /api/leads/{id}": contact,
  "PUT /api/leads/{id}": (victim) => ({ ...contact(victim), body: { name: "Taken" } }),
  "PATCH /api/leads/{id}": (victim) => ({ ...contact(victim), body: { name: "Taken" } }),
  "GET /api/customers/{id}/consent": contact,
  "PUT /api/customers/{id}/consent": (victim) => ({ ...contact(victim), body: { state: "granted" } }),
  "POST /api/customers/merge": ({ contactId, otherContactId }) => ({
    body: { keep: contactId, duplicate: otherContactId },
  }),
  "GET /api/products": () => ({}),
  "POST /api/products": () => ({ body: { name: "Product", price: 1 } }),
  "GET /api/products/{id}": ({ productId }) => ({ params: { id: productId } }),
  "PUT /api/products/{id}": ({ productId }) => ({ params: { id: productId }, body: { name: "Taken" } }),
  "PATCH /api/products/{id}": ({ productId }) => ({ params: { id: productId }, body: { name: "Taken" } }),
  "DELETE /api/products/{id}": ({ productId }) => ({ params: { id: productId } }),
  "GET /api/orders": () => ({}),
  "POST /api/orders": () => ({ body: { total: 1 } }),
  "GET /api/orders/{id}": ({ orderId }) => ({ params: { id: orderId } }),
  "PUT /api/orders/{id}/status": ({ orderId }) => ({
    params: { id: orderId },
    body: { status: "cancelled" },
  }),
  "PATCH /api/orders/{id}/status": ({ orderId }) => ({
    params: { id: orderId },
    body: { status: "cancelled" },
  }),
  "GET /api/payments": () => ({}),
  "POST /api/payments": () => ({ body: { amount: 1 } }),
  "GET /api/payments/{id}": ({ paymentId }) => ({ params: { id: paymentId } }),
  "GET /api/quotes": () => ({}),
  "POST /api/quotes": () => ({ body: { amount: 1 } }),
  "GET /api/quotes/{id}": ({ quoteId }) => ({ params: { id: quoteId } }),
  "PUT /api/quotes/{id}": ({ quoteId }) => ({ params: { id: quoteId }, body: { status: "declined" } }),
  "PATCH /api/quotes/{id}": ({ quoteId }) => ({ params: { id: quoteId }, body: { status: "declined" } }),
  "GET /api/reviews": () => ({}),
  "POST /api/reviews": () => ({ body: { rating: 5 } }),
  "GET /api/reviews/{id}": ({ reviewId }) => ({ params: { id: reviewId } }),
  "GET /api/usage": () => ({}),
  "GET /api/appointments": () => ({}),
  "POST /api/appointments": () => ({ body: { starts_at: "2026-03-12T15:00:00Z" } }),
  "GET /api/appointments/{id}": ({ appointmentId }) => ({ params: { id: appointmentId } }),
  "PUT /api/appointments/{id}": ({ appointmentId }) => ({
    params: { id: appointmentId },
    body: { status: "cancelled" },
  }),
  "PATCH /api/appointments/{id}": ({ appointmentId }) => ({
    params: { id: appointmentId },
    body: { status: "cancelled" },
  }),
  "GET /api/v1/runs/{id}": run,
  "GET /api/v1/runs/{id}/steps": run,
  "GET /api/v1/runs/{id}/loops/{step_id}/iterations": ({ runId }) => ({
    params: { id: runId, step_id: "each" },
  }),
  "POST /api/v1/runs/{id}/cancel": run,
  "GET /api/tasks": () => ({}),
  "POST /api/tasks": ({ taskExternalId }) => ({
    body: { title: "Call", external_id: taskExternalId.replace("mark-of", "copy-of") },
  }),
  "GET /api/tasks/{id}": task,
  "PATCH /api/tasks/{id}": (victim) => ({ ...task(victim), body: { status: "done" } }),
  "POST /api/tasks/{id}/assign": (victim) => ({ ...task(victim), body: { assignee: null } }),
};

function event({ owner, eventId }: Victim): Sent {
  return {
    headers: { "idempotency-key": eventId, "x-baton-workspace": owner.workspace.id },
    body: { event_type: "customer.created", payload: { customer_id: owner.id }, id: eventId },
  };
}

function dispatch({ runId }: Victim): Sent {
  const payload = { title: "Taken" };
  return { body: { flow_execution_id: runId, events: [{ action_type: "create_task", payload }] } };
}

function contact({ contactId }: Victim): Sent {
  return { params: { id: contactId } };
}

function flow({ flowId }: Victim): Sent {
  return { params: { id: flowId } };
}

function task({ taskId }: Victim): Sent {
  return { params: { id: taskId } };
}

function run({ runId }: Victim): Sent {
  return { params: { id: runId } };
}
