/** What people did, in words. */
import { expect, test } from 'bun:test'
import { Glob } from 'bun'
import { de } from '../../src/web/texts/de/verbs.ts'
import { en } from '../../src/web/texts/en/verbs.ts'

/** What our own actions report of members, as the sources write it. */
/** `document.created` is an example of what apps report. */
async function ownVerbs(): Promise<string[]> {
  const found = new Set<string>()
  for await (const path of new Glob('src/modules/**/*.ts').scan())
    for (const [, verb] of (await Bun.file(path).text()).matchAll(/'((?:\w+\.\w+)|sign_in)'/g))
      if (
        verb &&
        /^(sign_in|\w+\.(created|changed|opened|moved|sent|completed|submitted|rated|merged))$/.test(verb)
      )
        found.add(verb)
  found.delete('document.created')
  return [...found]
}

test('each thing that members do here has words in both languages', async () => {
  const verbs = await ownVerbs()
  expect(verbs.length).toBeGreaterThan(15)
  const composed = ['content.published', 'comment.created', 'note.changed', 'assessment.created']
  const inAsWritten = (did: (verb: string) => string) =>
    [...verbs, ...composed].filter((verb) => did(verb) === verb.replaceAll(/[._]/g, ' '))
  expect(inAsWritten(en.did)).toEqual([])
  expect(inAsWritten(de.did)).toEqual([])
})

test('what an app reports keeps its words', () => {
  expect([en.did('document.created'), de.did('commit')]).toEqual(['document created', 'commit'])
})
