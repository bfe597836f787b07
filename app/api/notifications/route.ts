import { notificationRoutes } from "@/server/api/rest/notification-routes";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([notificationRoutes.notify]);
