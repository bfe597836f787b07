import { newId } from "@/server/db/id";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { PASSWORD } from "../../fixtures/people";
import { MARK, type Victim } from "./victim";

type Input = Record<string, unknown>;

/**
 * One line for each procedure: an input, beside the workspace, that reaches for the victim's rows wherever it can name
 * one. A procedure that stands in none of the three tables fails the test of isolation.
 */
export const workspaceCases: Record<string, (victim: Victim) => Input> = {
  "agents.change": ({ agentId }) => ({ agentId, agent: { name: "Taken" } }),
  "agents.create": () => ({ agent: { name: "Agent" } }),
  "agents.list": () => ({}),
  "agents.remove": ({ agentId }) => ({ agentId }),
  "agents.setDuty": ({ agentId }) => ({ agentId, onDuty: false }),
  "apiKeys.create": () => ({ key: { name: "Key", scopes: ["flows:read"] } }),
  "apiKeys.list": () => ({}),
  "apiKeys.revoke": ({ apiKeyId }) => ({ keyId: apiKeyId }),
  "appointments.change": ({ appointmentId }) => ({ appointmentId, change: { status: "cancelled" } }),
  "appointments.create": () => ({ appointment: { starts_at: "2026-03-12T15:00:00Z" } }),
  "appointments.get": ({ appointmentId }) => ({ appointmentId }),
  "appointments.list": ({ contactId }) => ({ q: MARK, contactId }),
  "audit.list": ({ owner }) => ({ filter: { actorId: owner.id } }),
  "audit.nouns": () => ({}),
  "calls.answer": ({ messageId }) => ({ messageId, status: "completed", seconds: 5 }),
  "calls.get": ({ messageId }) => ({ messageId }),
  "contacts.archive": contacts,
  "contacts.change": ({ contactId }) => ({ contactId, patch: { name: "Taken", status: "customer" } }),
  "contacts.count": () => ({ q: MARK }),
  "contacts.create": () => ({ contact: { email: `${MARK}@example.com`, name: "Eve" } }),
  "contacts.export": ({ contactId }) => ({ ids: [contactId] }),
  "contacts.facets": () => ({}),
  "contacts.get": ({ contactId }) => ({ contactId }),
  "contacts.importRows": () => ({
    rows: [{ line: 2, contact: { email: `${MARK}@example.com`, name: "Eve" }, consents: [] }],
  }),
  "contacts.list": ({ contactId }) => ({ ids: [contactId] }),
  "contacts.merge": ({ contactId, otherContactId }) => ({ keepId: contactId, otherId: otherContactId }),
  "contacts.own": (victim) => ({ ...contacts(victim), owner: null }),
  "contacts.restore": contacts,
  "contacts.setConsent": ({ contactId }) => ({ contactId, state: "granted" }),
  "contacts.tag": (victim) => ({ ...contacts(victim), add: ["taken"] }),
  "contacts.timeline": ({ contactId }) => ({ contactId }),
  "events.get": ({ eventId }) => ({ eventId }),
  "flows.activate": flow,
  "flows.archive": flow,
  "flows.counts": () => ({}),
  "flows.create": () => ({ name: "Flow" }),
  "flows.createFromStarter": () => ({ slug: "welcome-a-new-customer" }),
  "flows.duplicate": flow,
  "flows.get": flow,
  "flows.import": ({ flowExternalId }) => ({
    document: {
      ...{ id: flowExternalId, name: "Flow", trigger: { type: "manual" } },
      steps: [{ id: "log", type: "action", action_id: "log", config: { message: "Hello" } }],
    },
  }),
  "flows.list": () => ({ q: MARK }),
  "flows.pause": flow,
  "flows.publish": flow,
  "flows.rename": ({ flowId }) => ({ flowId, name: "Taken" }),
  "flows.restore": flow,
  "flows.sample": flow,
  "flows.starters": () => ({}),
  "flows.testRun": flow,
  "gate.figures": flow,
  "gate.ofContact": ({ contactId }) => ({ contactId }),
  "gate.ofStep": ({ runId }) => ({ runId, stepId: "greet" }),
  "members.add": () => ({ email: `nobody-${newId()}@example.com`, role: "viewer" }),
  "members.changeRole": ({ members }) => ({ userId: members.viewer.id, role: "admin" }),
  "members.leave": () => ({}),
  "members.list": () => ({}),
  "members.remove": ({ members }) => ({ userId: members.viewer.id }),
  "connections.chooseDefault": ({ connectionId }) => ({ connectionId }),
  "connections.list": () => ({}),
  "connections.remove": ({ connectionId }) => ({ connectionId }),
  "connections.saveSmtp": ({ connectionId }) => ({
    connectionId,
    connection: {
      ...{ name: "Taken", password: "", isDefault: true },
      settings: {
        ...{ host: "evil.example.com", port: 587, security: "starttls", user: "eve" },
        ...{ from_address: "eve@example.com", from_name: "Eve" },
      },
    },
  }),
  "connections.test": ({ connectionId }) => ({ connectionId }),
  "messageTemplates.list": () => ({}),
  "messageTemplates.preview": ({ contactId }) => ({
    contactId,
    template: {
      channel: "email",
      key: "x",
      name: "x",
      subject: "{{ name }}",
      text: "{{ email }}",
      html: null,
    },
  }),
  "messageTemplates.remove": ({ messageTemplateId }) => ({ templateId: messageTemplateId }),
  "messageTemplates.save": ({ messageTemplateId }) => ({
    templateId: messageTemplateId,
    template: { channel: "email", key: "taken", name: "Taken", subject: "x", text: "x", html: null },
  }),
  "messages.answer": ({ messageId }) => ({ messageId, body: "STOP" }),
  "messages.get": ({ messageId }) => ({ messageId }),
  "messages.list": () => ({ q: MARK }),
  "notes.change": ({ noteId }) => ({ noteId, body: "Taken" }),
  "notes.create": ({ contactId }) => ({ contactId, body: "Taken" }),
  "notes.list": ({ contactId }) => ({ contactId }),
  "notes.remove": ({ noteId }) => ({ noteId }),
  "notifications.list": () => ({}),
  "notifications.markRead": ({ notificationId }) => ({ id: notificationId }),
  "notifications.unread": () => ({}),
  "orders.changeStatus": ({ orderId }) => ({ orderId, status: "cancelled" }),
  "orders.create": () => ({ order: { total: 1 } }),
  "orders.get": ({ orderId }) => ({ orderId }),
  "orders.list": ({ contactId }) => ({ q: MARK, contactId }),
  "pools.assignments": ({ poolId }) => ({ poolId }),
  "pools.change": ({ poolId }) => ({ poolId, pool: { name: "Taken", members: [] } }),
  "pools.create": ({ owner }) => ({ pool: { name: "Pool", members: [{ userId: owner.id }] } }),
  "pools.list": () => ({}),
  "pools.remove": ({ poolId }) => ({ poolId }),
  "pools.setDuty": ({ poolId, owner }) => ({ poolId, userId: owner.id, offDuty: true }),
  "products.archive": ({ productId }) => ({ productId }),
  "products.change": ({ productId }) => ({ productId, change: { name: "Taken" } }),
  "products.create": () => ({ product: { name: "Product", price: 1 } }),
  "products.get": ({ productId }) => ({ productId }),
  "products.list": () => ({ q: MARK }),
  "runs.cancel": ({ runId }) => ({ runId }),
  "runs.get": ({ runId }) => ({ runId }),
  "runs.iteration": ({ runId }) => ({ runId, stepId: "each", path: "0" }),
  "runs.iterations": ({ runId }) => ({ runId, stepId: "each" }),
  "runs.list": ({ flowId, runId }) => ({ flowId, q: runId }),
  "runs.openSubRuns": ({ runId }) => ({ runId }),
  "runs.retry": ({ runId }) => ({ runId, from: "start" }),
  "runs.stepData": ({ runId }) => ({ runId, stepId: "greet" }),
  "runs.watch": ({ runId }) => ({ runId }),
  "runs.watchList": () => ({}),
  "sending.rules": () => ({}),
  "sending.setRules": () => ({ rules: { ...defaultSendingRules, hold_limit_hours: 1 } }),
  "sending.suppress": () => ({ text: `${MARK}@example.com` }),
  "sending.suppressions": () => ({ q: MARK }),
  "sending.unsuppress": ({ suppressed }) => ({ address: suppressed }),
  "stats.home": () => ({}),
  "stats.tokens": () => ({}),
  "tasks.change": ({ taskId }) => ({ taskId, patch: { status: "done" } }),
  "tasks.counts": () => ({ q: MARK }),
  "tasks.create": () => ({ task: { title: "Call" } }),
  "tasks.get": ({ taskId }) => ({ taskId }),
  "tasks.list": ({ contactId }) => ({ contactId, q: MARK }),
  "workspaces.current": () => ({}),
  "workspaces.update": () => ({ settings: { name: "Renamed", timezone: "UTC" } }),
};

function contacts({ contactId, otherContactId }: Victim): Input {
  return { contactIds: [contactId, otherContactId] };
}

function flow({ flowId }: Victim): Input {
  return { flowId };
}

/** For someone signed in, in no workspace. */
export const personCases: Record<string, (victim: Victim) => Input | undefined> = {
  "sessions.end": ({ owner }) => ({ sessionId: owner.sessionId }),
  "sessions.endOthers": () => undefined,
  "sessions.list": () => undefined,
  "users.me": () => undefined,
  "workspaces.create": () => ({ name: "Another", timezone: "UTC" }),
  "workspaces.list": () => undefined,
};

/** For anyone. */
export const publicCases: Record<string, (victim: Victim) => Input> = {
  "users.signUp": ({ owner }) => ({
    name: "Eve",
    email: owner.email,
    password: PASSWORD,
    workspaceName: MARK,
  }),
};
