import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowExecute } from "@/server/api/rest/workflow-execute";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowExecute]);
