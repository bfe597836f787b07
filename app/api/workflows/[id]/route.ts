import { serveRoutes } from "@/server/api/rest/serve-routes";
import { workflowArchive } from "@/server/api/rest/workflow-archive";
import { workflowChange } from "@/server/api/rest/workflow-change";
import { workflowGet } from "@/server/api/rest/workflow-get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([
  workflowGet,
  workflowChange,
  workflowArchive,
]);
