import { dispatchRoutes } from "@/server/api/rest/dispatch-routes";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([dispatchRoutes.plugins]);
