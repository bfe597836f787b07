import { eventTypeList } from "@/server/api/rest/event-type-list";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([eventTypeList]);
