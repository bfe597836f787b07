import { quoteChange } from "@/server/api/rest/quote-change";
import { quoteGet } from "@/server/api/rest/quote-get";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  quoteGet,
  quoteChange.put,
  quoteChange.patch,
]);
