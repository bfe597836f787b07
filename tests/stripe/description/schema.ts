/** The part of JSON Schema that Stripe's types need. */
export type Schema = {
  $ref?: string;
  type?: "string" | "number" | "boolean" | "null" | "object" | "array";
  enum?: (string | number)[];
  pattern?: string;
  not?: Schema;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
};

/** One call of Stripe's API, as the official library makes it. */
export type Operation = {
  /** Class and method of the library: "SubscriptionResource.update". */
  name: string;
  method: string;
  /** With its parameters in braces: "/v1/subscriptions/{id}". */
  path: string;
  request: Schema;
  response: Schema;
};

export type Description = {
  /** The API version the library is pinned to. */
  apiVersion: string;
  operations: Operation[];
  /** Schemas of whole objects by the value of their `object` field; events by "event <type>". */
  definitions: Record<string, Schema>;
};
