"use client";

import { TemplateField } from "../code/template-field";
import { BooleanWidget } from "./boolean-widget";
import { ChoiceWidget } from "./choice-widget";
import { ContactWidget } from "./contact-widget";
import { DateWidget } from "./date-widget";
import { HtmlWidget } from "./html-widget";
import { JsonWidget } from "./json-widget";
import { ListWidget } from "./list-widget";
import { MapWidget } from "./map-widget";
import { MillisecondsWidget } from "./milliseconds-widget";
import { NumberWidget } from "./number-widget";
import { ObjectWidget } from "./object-widget";
import { OfferWidget } from "./offer-widget";
import { ProductWidget } from "./product-widget";
import { TagsWidget } from "./tags-widget";
import { textOf, type WidgetProps } from "./widget-props";

/** The control of a field. */
export function WidgetOf(props: WidgetProps) {
  const { field, value, onChange, readOnly } = props;
  switch (field.widget) {
    case "text":
    case "email":
    case "phone":
    case "url":
    case "long_text":
      return (
        <TemplateField
          label={field.title}
          value={textOf(value)}
          onChange={(text) => onChange(text)}
          multiline={field.widget === "long_text"}
          placeholder={field.placeholder}
          readOnly={readOnly}
        />
      );
    case "html":
      return <HtmlWidget {...props} />;
    case "number":
    case "money":
      return <NumberWidget {...props} />;
    case "milliseconds":
      return <MillisecondsWidget {...props} />;
    case "boolean":
      return <BooleanWidget {...props} />;
    case "choice":
      return <ChoiceWidget {...props} />;
    case "datetime":
    case "date":
      return <DateWidget {...props} />;
    case "list":
      return <ListWidget {...props} />;
    case "map":
      return <MapWidget {...props} />;
    case "object":
      return <ObjectWidget {...props} />;
    case "json":
      return <JsonWidget {...props} />;
    case "contact":
      return <ContactWidget {...props} />;
    case "product":
      return <ProductWidget {...props} />;
    case "tags":
      return <TagsWidget {...props} />;
    case "owner":
    case "pool":
    case "tag":
    case "template":
    case "flow":
    case "zone":
      return <OfferWidget {...props} />;
  }
}
