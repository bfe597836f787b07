import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowCreate } from "@/server/api/rest/workflow-create";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowCreate]);
