import { capabilities } from "@/server/api/rest/capabilities";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([capabilities]);
