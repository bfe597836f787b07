import { orderStatusChange } from "@/server/api/rest/order-status-change";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  orderStatusChange.put,
  orderStatusChange.patch,
]);
