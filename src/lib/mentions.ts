import { plainId } from './uuid.ts'

/**
 * Mentions in a text: `<@ID>`, as chat systems write them, where the id is a member's, in whatever
 * case. A name is no mention, since two may have the same.
 */
const MENTION = /<@([A-Za-z0-9_-]{1,100})>/g

/** Each id once, in the order in which they come. */
export function mentionsIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(MENTION), ([, id = '']) => plainId(id)))]
}

/** How many are told of one text, so that no text is a way to wake up thousands. */
const MOST_TOLD = 100

/** Those whom a text mentions and did not mention before, the first hundred of them. */
export function newMentionsIn(text: string, before = ''): string[] {
  const known = new Set(mentionsIn(before))
  return mentionsIn(text)
    .filter((id) => !known.has(id))
    .slice(0, MOST_TOLD)
}
