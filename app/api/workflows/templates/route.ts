import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowTemplates } from "@/server/api/rest/workflow-templates";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowTemplates]);
