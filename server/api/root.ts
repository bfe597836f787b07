import { router } from "./procedures";

export const appRouter = router({});

export type AppRouter = typeof appRouter;
