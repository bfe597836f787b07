import { serveRoutes } from "@/server/api/rest/serve-routes";
import { taskChange } from "@/server/api/rest/task-change";
import { taskGet } from "@/server/api/rest/task-get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([taskGet, taskChange]);
