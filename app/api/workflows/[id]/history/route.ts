import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowHistory } from "@/server/api/rest/workflow-history";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowHistory]);
