import { quoteCreate } from "@/server/api/rest/quote-create";
import { quoteList } from "@/server/api/rest/quote-list";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([quoteList, quoteCreate]);
