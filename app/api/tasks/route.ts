import { serveRoutes } from "@/server/api/rest/serve-routes";
import { taskCreate } from "@/server/api/rest/task-create";
import { taskList } from "@/server/api/rest/task-list";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([taskList, taskCreate]);
