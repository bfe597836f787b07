import * as z from "zod";
import { printable } from "./event-body";

export const MOST_EVENTS = 100;

/** Single actions, to be done in their order. */
export const dispatchBodySchema = z.object(
  {
    flow_execution_id: z
      .union([printable(200), z.int().transform(String)], "Has to be a text or a whole number.")
      .nullish()
      .meta({
        description: "What the actions belong to. A run of this workspace is linked; anything else is kept.",
      }),
    events: z
      .array(
        z.object(
          {
            action_type: printable(200).meta({ description: "Which action.", examples: ["create_customer"] }),
            plugin_id: printable(200).nullish().meta({
              description:
                "Id or slug of the plugin that has the action. Left out: the platform's, else that of the only plugin that has it.",
            }),
            payload: z
              .record(z.string(), z.unknown(), "Has to be an object.")
              .default({})
              .meta({ description: "The action's input." }),
          },
          "Has to be an object.",
        ),
        "Has to be a list.",
      )
      .max(MOST_EVENTS, `At most ${MOST_EVENTS} at once.`),
    tenant_id: z.unknown().optional().meta({
      description: "Id, slug or alias of the credential's workspace. Chooses nothing; leave it out.",
    }),
  },
  "Has to be a JSON object.",
);
