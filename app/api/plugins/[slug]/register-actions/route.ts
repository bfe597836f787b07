import { pluginRegisterActions } from "@/server/api/rest/plugin-register-actions";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([pluginRegisterActions]);
