/** What is said of words about numbers, retention, activity and definitions, in the reader's language. It comes with the views. */
import { en } from './analysis/en.ts'
import type { AnalysisTexts } from './analysis/shape.ts'
import { alsoSpoken } from './texts.ts'

export let analysis: AnalysisTexts = en

await alsoSpoken(async (language) => {
  analysis = language === 'de' ? (await import('./analysis/de.ts')).de : en
})
