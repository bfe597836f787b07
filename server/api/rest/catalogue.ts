import { eventRoutes } from "./event-routes";
import { flowWebhook } from "./flow-webhook";
import { memberWebhook } from "./member-webhook";
import type { RestRoute } from "./rest-route";

/** Every address of the REST API, in the order of its document. What is served and not here fails a test. */
export const catalogue: RestRoute[] = [
  eventRoutes.api,
  eventRoutes.alias,
  eventRoutes.platform,
  memberWebhook,
  flowWebhook,
];
