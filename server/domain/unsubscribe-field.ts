/**
 * The merge field of the way out. A flow's texts are rendered before the message exists that the link belongs to, so the
 * field renders to itself; whatever sends the message puts the link in its place.
 */
export const UNSUBSCRIBE_FIELD = "unsubscribe_url";
export const UNSUBSCRIBE_MERGE = "{{unsubscribe_url}}";
