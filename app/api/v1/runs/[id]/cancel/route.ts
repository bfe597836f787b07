import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowRunCancel } from "@/server/api/rest/workflow-run-cancel";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowRunCancel]);
