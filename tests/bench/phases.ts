import type { Phase } from "./phase";
import { accept } from "./phases/accept";
import { contacts } from "./phases/contacts";
import { fairness } from "./phases/fairness";
import { four } from "./phases/four";
import { lateness } from "./phases/lateness";
import { overhead } from "./phases/overhead";
import { replay } from "./phases/replay";
import { simulate } from "./phases/simulate";
import { sleepers } from "./phases/sleepers";
import { steady } from "./phases/steady";
import { two } from "./phases/two";

/** In the order in which they run. Those that need a database of their own come last. */
export const phases: Phase[] = [
  accept,
  steady,
  two,
  four,
  overhead,
  lateness,
  sleepers,
  fairness,
  contacts,
  simulate,
  replay,
];
