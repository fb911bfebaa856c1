/** The language of the texts, and within it the reader's way of writing dates and numbers. */
const languages: readonly string[] = globalThis.navigator?.languages ?? []

export const locale = languages.find((one) => /^en\b/.test(one)) ?? 'en-GB'
