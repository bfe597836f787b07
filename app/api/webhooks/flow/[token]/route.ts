import { flowWebhook } from "@/server/api/rest/flow-webhook";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes(
  [flowWebhook],
  "A webhook address takes events: post JSON or a form to it.",
);
