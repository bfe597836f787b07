import { appointmentChange } from "./appointment-change";
import { appointmentCreate } from "./appointment-create";
import { appointmentGet } from "./appointment-get";
import { appointmentList } from "./appointment-list";
import { capabilities } from "./capabilities";
import { contactConsent } from "./contact-consent";
import { contactMerge } from "./contact-merge";
import { customerRoutes, leadRoutes } from "./contact-routes";
import { dispatchRoutes } from "./dispatch-routes";
import { eventRoutes } from "./event-routes";
import { eventTypeList } from "./event-type-list";
import { flowWebhook } from "./flow-webhook";
import { memberWebhook } from "./member-webhook";
import { messageInbound } from "./message-inbound";
import { notificationRoutes } from "./notification-routes";
import { orderCreate } from "./order-create";
import { orderGet } from "./order-get";
import { orderList } from "./order-list";
import { orderStatusChange } from "./order-status-change";
import { paymentCreate } from "./payment-create";
import { paymentGet } from "./payment-get";
import { paymentList } from "./payment-list";
import { pluginActions } from "./plugin-actions";
import { pluginGateway } from "./plugin-gateway";
import { pluginRegisterActions } from "./plugin-register-actions";
import { productArchive } from "./product-archive";
import { productChange } from "./product-change";
import { productCreate } from "./product-create";
import { productGet } from "./product-get";
import { productList } from "./product-list";
import { quoteChange } from "./quote-change";
import { quoteCreate } from "./quote-create";
import { quoteGet } from "./quote-get";
import { quoteList } from "./quote-list";
import type { RestRoute } from "./rest-route";
import { reviewCreate } from "./review-create";
import { reviewGet } from "./review-get";
import { reviewList } from "./review-list";
import { taskAssign } from "./task-assign";
import { taskChange } from "./task-change";
import { taskCreate } from "./task-create";
import { taskGet } from "./task-get";
import { taskList } from "./task-list";
import { usageGet } from "./usage-get";
import { workflowArchive } from "./workflow-archive";
import { workflowChange } from "./workflow-change";
import { workflowCreate } from "./workflow-create";
import { workflowDuplicate } from "./workflow-duplicate";
import { workflowExecute } from "./workflow-execute";
import { workflowGet } from "./workflow-get";
import { workflowHistory } from "./workflow-history";
import { workflowList } from "./workflow-list";
import { workflowPause } from "./workflow-pause";
import { workflowPublish } from "./workflow-publish";
import { workflowRun } from "./workflow-run";
import { workflowRunCancel } from "./workflow-run-cancel";
import { workflowRunIterations } from "./workflow-run-iterations";
import { workflowRunSteps } from "./workflow-run-steps";
import { workflowTemplates } from "./workflow-templates";

/** Every address of the REST API, in the order of its document. What is served and not here fails a test. */
export const catalogue: RestRoute[] = [
  eventRoutes.api,
  eventRoutes.alias,
  eventRoutes.platform,
  eventTypeList,
  memberWebhook,
  flowWebhook,
  messageInbound,
  dispatchRoutes.events,
  dispatchRoutes.plugins,
  pluginActions,
  pluginRegisterActions,
  pluginGateway,
  capabilities,
  notificationRoutes.notify,
  notificationRoutes.email,
  notificationRoutes.sms,
  workflowList,
  workflowCreate,
  workflowTemplates,
  workflowGet,
  workflowChange,
  workflowArchive,
  workflowExecute,
  workflowHistory,
  workflowPublish,
  workflowPause,
  workflowDuplicate,
  workflowRun,
  workflowRunSteps,
  workflowRunIterations,
  workflowRunCancel,
  taskList,
  taskCreate,
  taskGet,
  taskChange,
  taskAssign,
  customerRoutes.list,
  customerRoutes.create,
  contactMerge,
  customerRoutes.get,
  customerRoutes.put,
  customerRoutes.patch,
  contactConsent.get,
  contactConsent.put,
  leadRoutes.list,
  leadRoutes.create,
  leadRoutes.get,
  leadRoutes.put,
  leadRoutes.patch,
  productList,
  productCreate,
  productGet,
  productChange.put,
  productChange.patch,
  productArchive,
  orderList,
  orderCreate,
  orderGet,
  orderStatusChange.put,
  orderStatusChange.patch,
  paymentList,
  paymentCreate,
  paymentGet,
  quoteList,
  quoteCreate,
  quoteGet,
  quoteChange.put,
  quoteChange.patch,
  reviewList,
  reviewCreate,
  reviewGet,
  appointmentList,
  appointmentCreate,
  appointmentGet,
  appointmentChange.put,
  appointmentChange.patch,
  usageGet,
];
