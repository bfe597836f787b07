/** What goes over the wire. A field that is undefined is left out. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [field: string]: Json | undefined };
