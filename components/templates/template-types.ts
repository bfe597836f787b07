import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/api/root";

type Templates = inferRouterOutputs<AppRouter>["templates"];

/** What the template pages know, as the server sends it. */
export type GalleryTemplate = Templates["gallery"][number];
export type OwnTemplate = Templates["own"][number];
export type OpenSetup = Templates["openSetups"][number];
export type Setup = Templates["setup"];
