import { createCallerFactory } from "./procedures";
import { appRouter } from "./root";

/** Calls procedures without HTTP, as whoever the context says. */
export const createCaller = createCallerFactory(appRouter);
