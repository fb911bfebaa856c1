/** Sentences of the server in another language, by patterns of them. */
export type Words = readonly (readonly [pattern: RegExp, say: (...parts: string[]) => string])[]

/** @returns `null` where there are no words for it. */
export function translated(words: Words, said: string): string | null {
  for (const [pattern, say] of words) {
    const found = pattern.exec(said)
    if (found) return say(...found.slice(1))
  }
  return null
}
