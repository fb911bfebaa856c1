/**
 * Mentions in a text: `<@ID>`, as chat systems write them, where the id is a member's. A name is no
 * mention, since two may have the same.
 */
const MENTION = /<@([A-Za-z0-9_-]{1,100})>/g

/** Each id once, in the order in which they come. */
export function mentionsIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(MENTION), ([, id = '']) => id))]
}
