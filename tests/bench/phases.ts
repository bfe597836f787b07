import type { Phase } from "./phase";
import { accept } from "./phases/accept";
import { contacts } from "./phases/contacts";
import { fairness } from "./phases/fairness";
import { four } from "./phases/four";
import { lateness } from "./phases/lateness";
import { overhead } from "./phases/overhead";
import { paying } from "./phases/paying";
import { replay } from "./phases/replay";
import { shards } from "./phases/shards";
import { simulate } from "./phases/simulate";
import { sleepers } from "./phases/sleepers";
import { steady } from "./phases/steady";
import { two } from "./phases/two";
import { usage } from "./phases/usage";

/** In the order in which they run. Those that need a database of their own come last. */
export const phases: Phase[] = [
  accept,
  steady,
  two,
  four,
  overhead,
  paying,
  lateness,
  sleepers,
  fairness,
  contacts,
  usage,
  shards,
  simulate,
  replay,
];
