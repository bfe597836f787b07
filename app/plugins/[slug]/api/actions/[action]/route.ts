import { pluginGateway } from "@/server/api/rest/plugin-gateway";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([pluginGateway]);
