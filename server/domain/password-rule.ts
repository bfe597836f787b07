/** Fewest characters of a password. Apart from the schema, so that a form can say it without loading zod. */
export const PASSWORD_MIN = 10;
