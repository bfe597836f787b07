import { orderGet } from "@/server/api/rest/order-get";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([orderGet]);
