import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowDuplicate } from "@/server/api/rest/workflow-duplicate";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowDuplicate]);
