import { control } from "./functions/control";
import { events } from "./functions/events";
import { failures } from "./functions/failures";
import { parallel } from "./functions/parallel";
import { steps } from "./functions/steps";
import { waits } from "./functions/waits";
import type { Case } from "./support/case";

/** Everything that a server of the protocol is expected to do. */
export const cases: Case[] = [...steps, ...failures, ...waits, ...events, ...control, ...parallel];
