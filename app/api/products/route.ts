import { productCreate } from "@/server/api/rest/product-create";
import { productList } from "@/server/api/rest/product-list";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([productList, productCreate]);
