/** What is said of words about numbers, retention, activity and definitions, in the reader's language. It comes with the views. */
import { en } from './en/analysis.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let analysis: TextsOf<'analysis'> = en

await alsoSpoken('analysis', en, (texts) => {
  analysis = texts
})
