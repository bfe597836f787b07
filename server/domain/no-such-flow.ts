import { AppError } from "./errors";

/** Of a flow that is not there, or is another workspace's: the same words. */
export const noSuchFlow = () =>
  new AppError(
    "not_found",
    "There is no such flow in this workspace. Look for it in the list of flows, also among the archived ones.",
  );
