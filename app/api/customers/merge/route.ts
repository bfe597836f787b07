import { contactMerge } from "@/server/api/rest/contact-merge";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([contactMerge]);
