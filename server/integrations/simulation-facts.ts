import type { SimulatedAnswer, SimulatedFacts } from "@/server/domain/simulate/simulated-action";
import type { MessageTemplate } from "./messaging/message-template";

/** What an action may know in a dry run, besides its input. */
export type SimulationFacts = SimulatedFacts & {
  /** Name of the workspace. */
  workspace: string;
  /** The workspace's own template of this name goes before the system's; null: nobody has it. */
  template: (channel: "email" | "sms", name: string) => MessageTemplate | null;
};

export type Simulated<Output> = SimulatedAnswer & { output: Output };
