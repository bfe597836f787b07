/** A chunk that does not come (a connection that is away) is asked for again; then something else stands in its place. */
export async function loadAgain<Loaded>(load: () => Promise<Loaded>, instead: Loaded): Promise<Loaded> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
  return instead;
}

const TRIES = 3;
