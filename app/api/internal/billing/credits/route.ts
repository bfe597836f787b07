import { creditGive } from "@/server/api/rest/billing-operator";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([creditGive]);
