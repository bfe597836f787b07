/** What a page's error says when the database does not answer: all that the browser is told of an error is its digest. */
export const DATABASE_AWAY_DIGEST = "database-away";
