import { canonicalEventType } from "../event-type";
import { exitMet } from "../exit-met";
import { exitWords } from "../exit-words";
import { findStep } from "../find-step";
import { flowExits } from "../flow-exits";
import { endRun } from "./end-run";
import { changeContact, type Heard, type Planned, type Scene } from "./scene";
import { answerWaits } from "./simulate-wait";

/** A “what if” comes about, as accept-event or the contact's word would have it. */
export function happen(scene: Scene, { happening, at }: Planned): void {
  const { kind } = happening;
  const words = kind === "event" ? hear(scene, happening, at) : optOut(scene, happening.channel, at);
  scene.happened.push({ at, kind, words });
}

type Event = { type: string; payload: Record<string, unknown> };

/** Runs that it ends are over; in the others, waits for it are. */
function hear(scene: Scene, { type: raw, payload }: Event, at: Date): string {
  const type = canonicalEventType(raw);
  const event: Heard = { id: `what-if-${scene.heard.length + 1}`, at, type, payload };
  scene.heard.push(event);
  const came: string[] = [];
  // Those that wait for others before these: the end of all is told once.
  for (const run of [...scene.runs].reverse()) {
    if (run.over || run.person !== scene.person) continue;
    const flow = run.parent ? `the flow “${run.name}”` : "the flow";
    const exits = run.person === null ? [] : flowExits(run.definition.settings);
    if (exitMet(exits, event, run.run, at)) {
      endRun(scene, run, { outcome: "completed", reason: `exited: ${type}`, error: null });
      came.push(`it ends ${flow}`);
      continue;
    }
    for (const { stepId } of answerWaits(run, event, at))
      came.push(`“${findStep(run.definition, stepId)?.name ?? stepId}” goes on`);
  }
  const what = exitWords(type);
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${came.length > 0 ? came.join(", ") : "nothing waits for it"}`;
}

function optOut(scene: Scene, channel: "email" | "sms" | "call", at: Date): string {
  const { person } = scene;
  if (!person) return "Nobody is there to opt out";
  const channels = channel === "email" ? "emails" : channel === "call" ? "calls" : "SMS";
  const known = person.consents[channel];
  // Said once more, it counts from when it was said first.
  if (known?.state === "denied" && known.own) return `The contact opted out of ${channels} before`;
  person.consents = { ...person.consents, [channel]: { state: "denied", at, own: true } };
  const { consent } = person.fields;
  const said = typeof consent === "object" && consent !== null ? consent : {};
  for (const run of scene.runs)
    if (run.person === person) {
      changeContact(scene, run, { ...person.fields, consent: { ...said, [channel]: "denied" } });
      break;
    }
  return `The contact opts out of ${channels}`;
}
