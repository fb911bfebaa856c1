/** The texts of knowledge, in the reader's language. They come with its views. */
import { en } from './en/knowledge.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let k: TextsOf<'knowledge'> = en

await alsoSpoken('knowledge', en, (texts) => {
  k = texts
})
