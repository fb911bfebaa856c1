/** What metrics are called, in the reader's language. It comes with what shows it. */
import { en } from './en/metrics.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let metrics: TextsOf<'metrics'> = en

await alsoSpoken('metrics', en, (texts) => {
  metrics = texts
})
