import { eventRoutes } from "@/server/api/rest/event-routes";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([eventRoutes.alias]);
