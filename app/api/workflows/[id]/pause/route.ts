import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowPause } from "@/server/api/rest/workflow-pause";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([workflowPause]);
