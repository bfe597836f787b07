import { serveRoutes } from "@/server/api/rest/serve-routes";
import { usageGet } from "@/server/api/rest/usage-get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([usageGet]);
