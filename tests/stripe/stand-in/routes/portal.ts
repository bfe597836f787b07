import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import type { JsonObject } from "../json";
import { portalSessionObject } from "../objects/checkout-object";
import { missing } from "../stripe-failure";
import type { World } from "../world";
import { emptyAsNull, metadata, newestFirst, nothing } from "./inputs";

const switchInput = z.looseObject({ enabled: z.boolean() });
const configurationInput = z.strictObject({
  business_profile: z
    .strictObject({
      headline: emptyAsNull(z.string()).optional(),
      privacy_policy_url: z.string().optional(),
      terms_of_service_url: z.string().optional(),
    })
    .optional(),
  default_return_url: emptyAsNull(z.string()).optional(),
  features: z
    .strictObject({
      customer_update: z
        .strictObject({ enabled: z.boolean(), allowed_updates: z.array(z.string()).optional() })
        .optional(),
      invoice_history: switchInput.optional(),
      payment_method_update: switchInput.optional(),
      subscription_cancel: z
        .strictObject({
          enabled: z.boolean(),
          mode: z.string().optional(),
          proration_behavior: z.string().optional(),
        })
        .optional(),
      subscription_pause: switchInput.optional(),
      subscription_update: z
        .strictObject({ enabled: z.boolean(), default_allowed_updates: z.array(z.string()).optional() })
        .optional(),
    })
    .optional(),
  metadata: metadata.optional(),
  name: z.string().optional(),
  active: z.boolean().optional(),
});
const sessionInput = z.strictObject({
  customer: z.string(),
  return_url: z.string().optional(),
  configuration: z.string().optional(),
});

export const portalRoutes: Route[] = [
  route("POST", "/v1/billing_portal/configurations", configurationInput, (world, input) => {
    const id = world.id("bpc");
    const configuration = configurationObject(world, id, input, !world.portalConfigurations.size);
    world.portalConfigurations.set(id, configuration);
    return configuration;
  }),
  route("GET", "/v1/billing_portal/configurations/{id}", nothing, (world, _, id) =>
    configurationOf(world, id),
  ),
  route("POST", "/v1/billing_portal/configurations/{id}", configurationInput, (world, input, id) => {
    const { created, is_default: isDefault } = configurationOf(world, id);
    const configuration = { ...configurationObject(world, id, input, isDefault === true), created };
    world.portalConfigurations.set(id, configuration);
    return configuration;
  }),
  listRoute(
    "/v1/billing_portal/configurations",
    z.strictObject({ active: z.boolean().optional(), is_default: z.boolean().optional() }),
    (world, input) =>
      newestFirst(world.portalConfigurations)
        .filter(({ active }) => input.active === undefined || active === input.active)
        .filter(({ is_default }) => input.is_default === undefined || is_default === input.is_default),
  ),
  route("POST", "/v1/billing_portal/sessions", sessionInput, (world, input) => {
    const session = {
      id: world.id("bps"),
      created: world.now(),
      customer: world.customer(input.customer).id,
      configuration: input.configuration
        ? String(configurationOf(world, input.configuration).id)
        : defaultOf(world),
      returnUrl: input.return_url ?? null,
    };
    world.portalSessions.set(session.id, session);
    return portalSessionObject(world, session);
  }),
];

function configurationOf(world: World, id: string): JsonObject {
  const configuration = world.portalConfigurations.get(id);
  if (!configuration) throw missing("configuration", id, "configuration");
  return configuration;
}

/** A test account has a default configuration from the start. */
function defaultOf(world: World): string {
  const known = [...world.portalConfigurations.values()].find(({ is_default: isDefault }) => isDefault);
  if (known) return String(known.id);
  const id = world.id("bpc");
  const features = { invoice_history: { enabled: true }, payment_method_update: { enabled: true } };
  world.portalConfigurations.set(id, configurationObject(world, id, { features }, true));
  return id;
}

function configurationObject(
  world: World,
  id: string,
  input: z.output<typeof configurationInput>,
  isDefault: boolean,
): JsonObject {
  const features = input.features ?? {};
  const cancel = features.subscription_cancel;
  return {
    id,
    object: "billing_portal.configuration",
    active: input.active ?? true,
    application: null,
    business_profile: {
      headline: input.business_profile?.headline ?? null,
      privacy_policy_url: input.business_profile?.privacy_policy_url ?? null,
      terms_of_service_url: input.business_profile?.terms_of_service_url ?? null,
    },
    created: world.now(),
    default_return_url: input.default_return_url ?? null,
    features: {
      customer_update: {
        enabled: features.customer_update?.enabled ?? false,
        allowed_updates: features.customer_update?.allowed_updates ?? [],
      },
      invoice_history: { enabled: features.invoice_history?.enabled ?? false },
      payment_method_update: {
        enabled: features.payment_method_update?.enabled ?? false,
        payment_method_configuration: null,
      },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: cancel?.enabled ?? false,
        mode: cancel?.mode ?? "at_period_end",
        proration_behavior: cancel?.proration_behavior ?? "none",
      },
      subscription_pause: {
        duration: { interval_options: [], type: "indefinite" },
        enabled: features.subscription_pause?.enabled ?? false,
      },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: features.subscription_update?.default_allowed_updates ?? [],
        enabled: features.subscription_update?.enabled ?? false,
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: input.metadata ?? {},
    name: input.name ?? null,
    updated: world.now(),
  };
}
