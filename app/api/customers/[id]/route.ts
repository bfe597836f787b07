import { customerRoutes } from "@/server/api/rest/contact-routes";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  customerRoutes.get,
  customerRoutes.put,
  customerRoutes.patch,
]);
