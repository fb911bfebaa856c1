/** What is said of members, keys, the organization and the account, in the reader's language. It comes with the views. */
import { en } from './administration/en.ts'
import type { AdministrationTexts } from './administration/shape.ts'
import { alsoSpoken } from './texts.ts'

export let administration: AdministrationTexts = en

await alsoSpoken(async (language) => {
  administration = language === 'de' ? (await import('./administration/de.ts')).de : en
})
