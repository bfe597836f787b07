import { messageInbound } from "@/server/api/rest/message-inbound";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([messageInbound]);
