"use client";

import { type OfferKind, useOffers } from "../use-offers";
import { OptionPicker } from "./option-picker";
import { textOf, type WidgetProps } from "./widget-props";

/** One of what the workspace has: a member, a pool, a tag, a template, a flow, a time zone. */
export function OfferWidget({ field, value, onChange, readOnly }: WidgetProps) {
  const { options, loading } = useOffers();
  const kind = KINDS[field.widget];
  if (!kind) return null;
  return (
    <OptionPicker
      label={field.title}
      value={textOf(value)}
      options={options(kind)}
      onChange={(next) => onChange(next || undefined)}
      placeholder={PLACEHOLDERS[kind]}
      other={(typed) => `Use “${typed}”`}
      loading={loading}
      emptyWords={EMPTY[kind]}
      readOnly={readOnly}
    />
  );
}

const KINDS: Partial<Record<WidgetProps["field"]["widget"], OfferKind>> = {
  ...{ owner: "owner", pool: "pool", tag: "tag", template: "template", flow: "flow", zone: "zone" },
};

const PLACEHOLDERS: Record<OfferKind, string> = {
  owner: "Choose a member",
  pool: "Choose a pool",
  tag: "Choose a tag",
  template: "Choose a template",
  flow: "Choose a flow",
  zone: "Choose a time zone",
};

const EMPTY: Record<OfferKind, string> = {
  owner: "No member is called so.",
  pool: "No pool. Make one under Settings, Owner pools.",
  tag: "No tag yet. Type one.",
  template: "No template. Make one under Settings, Templates.",
  flow: "No flow is called so.",
  zone: "No time zone is called so.",
};
