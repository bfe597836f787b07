import type { DirectInput } from "@/server/engine/direct-run";
import type { Credential } from "./credential";

/** What a credential has done is said to be its doing. */
export const actionCause = ({ source, actor }: Credential): DirectInput["cause"] => ({ source, actor });
