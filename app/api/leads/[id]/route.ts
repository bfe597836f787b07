import { leadRoutes } from "@/server/api/rest/contact-routes";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  leadRoutes.get,
  leadRoutes.put,
  leadRoutes.patch,
]);
