import { reviewCreate } from "@/server/api/rest/review-create";
import { reviewList } from "@/server/api/rest/review-list";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([reviewList, reviewCreate]);
