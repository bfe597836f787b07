/** Stands in a dry run where a message has the link of the one who got it. */
export const SAMPLE_UNSUBSCRIBE_URL = "https://example.com/u/1V4wQk";
