import { productArchive } from "@/server/api/rest/product-archive";
import { productChange } from "@/server/api/rest/product-change";
import { productGet } from "@/server/api/rest/product-get";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  productGet,
  productChange.put,
  productChange.patch,
  productArchive,
]);
