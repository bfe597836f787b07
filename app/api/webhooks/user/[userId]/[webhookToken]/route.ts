import { memberWebhook } from "@/server/api/rest/member-webhook";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes(
  [memberWebhook],
  "A webhook address takes events: post JSON or a form to it.",
);
