import { paymentCreate } from "@/server/api/rest/payment-create";
import { paymentList } from "@/server/api/rest/payment-list";
import { serveRoutes } from "@/server/api/rest/serve-routes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serveRoutes([paymentList, paymentCreate]);
