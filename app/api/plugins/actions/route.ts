import { pluginActions } from "@/server/api/rest/plugin-actions";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([pluginActions]);
