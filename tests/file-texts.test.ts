/** The texts of files: found by the search, and taken where no document harms anybody. */
import { describe, expect, test } from 'bun:test'
import { deflateRawSync } from 'node:zlib'
import { textOutOf } from '../src/lib/document-text/document-texts.ts'
import { onEachEngine, testApp } from './app.ts'
import { docx, odt, pdf, zip } from './documents.ts'
import { hiring } from './hiring.ts'

const TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
const rtf = `{\\rtf1\\ansi{\\fonttbl{\\f0 Hidden;}}Thorns in Gr\\'fc\\'dfe\\par{\\*\\x Hidden}}`

/** A few kilobytes that unpack to 100 MB. */
const bomb = () =>
  zip({
    '[Content_Types].xml': TYPES,
    'word/document.xml': { packed: deflateRawSync(Buffer.alloc(100_000_000, '<w:t>a')), bytes: 10 },
  })

/** A billion laughs. */
const laughs = zip({
  '[Content_Types].xml': TYPES,
  'word/document.xml': `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><w:document><w:p><w:t>Thorns &b; &c;</w:t></w:p></w:document>`,
})

onEachEngine('The texts of files', (engine) => {
  test('are found by who sees the application, whatever else was sent', async () => {
    await using app = await testApp(engine)
    const h = await hiring(app, 'texts')
    const job = await h.job()
    const application = await h.made('/applications', h.ben, {
      job_id: job.id,
      name: 'Grace',
      email: 'g@example.com',
    })
    const at = `/applications/${application.id}/files`
    const sent: [string, Uint8Array | string, string][] = [
      ['cv.pdf', pdf('Thorns and roses'), 'ready'],
      ['cv.docx', docx('Thorns &amp; roses'), 'ready'],
      ['cv.odt', odt('Thorns'), 'ready'],
      ['cv.rtf', rtf, 'ready'],
      ['empty.docx', docx(''), 'none'],
      ['laughs.docx', laughs, 'ready'],
      ['bomb.docx', bomb(), 'failed'],
      ['broken.pdf', `%PDF-1.7\n${'<<'.repeat(1000)}`, 'failed'],
    ]
    const form = new FormData()
    for (const [name, content] of sent) form.append('file', new Blob([content as BlobPart]), name)
    const { body } = await app.post(`/api/v1${at}`, { token: h.ben.token, body: form })
    expect(body.items.map(({ text }: any) => text)).toEqual(sent.map(() => 'pending'))
    // It goes on beside; the job waits for its turn, and takes up what is left.
    expect(await app.context.cron.run('extract_texts')).toMatchObject({ outcome: 'done' })
    const { items } = (await h.call('GET', at, h.ben)).body
    expect(items.map(({ name, text }: any) => [name, text])).toEqual(
      sent.map(([name, , state]) => [name, state]),
    )
    const found = async (q: string, who = h.ben) =>
      (await h.call('GET', `/search?kind=application_file&q=${q}`, who)).body.items
        .map(({ title }: any) => title)
        .toSorted()
    expect(await found('thorns')).toEqual(['cv.docx', 'cv.odt', 'cv.pdf', 'cv.rtf', 'laughs.docx'])
    expect(await found('thorns', h.dora)).toEqual([])
    expect([await found('hidden'), await found('haha'), await found('root')]).toEqual([[], [], []])
    // What cannot be read can be downloaded.
    const broken = items.find(({ name }: any) => name === 'broken.pdf')
    expect((await h.call('GET', `${at}/${broken.id}/content`, h.ben)).status).toBe(200)
  })
})

describe('A document', () => {
  const { signal } = new AbortController()
  const limits = { ms: 20_000, bytes: 2 ** 29 }

  test('is given up when it takes too long, too much memory, or is not wanted any more', async () => {
    const content = pdf('Roses')
    expect(await textOutOf('pdf', content, 100, signal, limits)).toBe('Roses')
    expect(await textOutOf('pdf', content, 3, signal, limits)).toBe('Ros')
    expect(await textOutOf('pdf', content, 100, signal, { ...limits, ms: 5 })).toBeNull()
    expect(await textOutOf('pdf', content, 100, signal, { ...limits, bytes: 1 })).toBeNull()
    const stopped = AbortSignal.timeout(5)
    expect(textOutOf('pdf', content, 100, stopped, limits)).rejects.toThrow()
  })
})
