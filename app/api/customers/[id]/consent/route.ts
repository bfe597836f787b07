import { contactConsent } from "@/server/api/rest/contact-consent";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  contactConsent.get,
  contactConsent.put,
]);
