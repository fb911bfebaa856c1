/** The texts of knowledge, in the reader's language. They come with its views. */
import { en } from './knowledge/en.ts'
import type { KnowledgeTexts } from './knowledge/shape.ts'
import { alsoSpoken } from './texts.ts'

export let k: KnowledgeTexts = en

await alsoSpoken(async (language) => {
  k = language === 'de' ? (await import('./knowledge/de.ts')).de : en
})
