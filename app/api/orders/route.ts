import { orderCreate } from "@/server/api/rest/order-create";
import { orderList } from "@/server/api/rest/order-list";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([orderList, orderCreate]);
