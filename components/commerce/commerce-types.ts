import type { inferProcedureOutput } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

export type ProductItem = inferProcedureOutput<AppRouter["products"]["list"]>["products"][number];
export type OrderItem = inferProcedureOutput<AppRouter["orders"]["list"]>["orders"][number];
export type OrderDetail = inferProcedureOutput<AppRouter["orders"]["get"]>;
export type AppointmentItem = inferProcedureOutput<AppRouter["appointments"]["list"]>["appointments"][number];
