/** What Markdown becomes. */
import { describe, expect, test } from 'bun:test'
import { MarkdownRenderer, renderIfPossible } from '../src/modules/content/html/markdown-renderer.ts'
import { renderMarkdown } from '../src/modules/content/html/render.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { elementsOf, HOSTILE, isPlainLink } from './hostile-texts.ts'
import { Knowledge } from './knowledge.ts'
import { signUp } from './people.ts'

const TAGS = new Set(
  'h1 h2 h3 h4 h5 h6 p br hr blockquote ul ol li pre table thead tbody tr th td strong em s code a'.split(
    ' ',
  ),
)
const ATTRIBUTES: Record<string, string[]> = { a: ['href', 'title', 'rel'], ol: ['start'], code: ['class'] }

describe('Markdown as HTML', () => {
  for (const markdown of HOSTILE) {
    test(`holds nothing that runs or loads: ${JSON.stringify(markdown).slice(0, 60)}`, async () => {
      const { html } = await renderMarkdown(`before\n\n${markdown}\n\nafter`)
      expect(html).toContain('after')
      for (const { tag, attributes } of elementsOf(html)) {
        expect(TAGS).toContain(tag)
        const known = tag.startsWith('h') ? ['id'] : (ATTRIBUTES[tag] ?? [])
        expect(known).toEqual(expect.arrayContaining(Object.keys(attributes)))
        if (tag !== 'a') continue
        expect(attributes.rel).toBe('nofollow noopener noreferrer ugc')
        expect([attributes.href, isPlainLink(attributes.href ?? '#')]).toEqual([attributes.href, true])
      }
    })
  }

  test('is what the text says, with a table of contents', async () => {
    const markdown = [
      '# Roses & *thorns*',
      'In **autumn**, see [the plan](https://a.example/plan "Plan") and <b>not bold</b>.',
      '![A bed](https://a.example/bed.png)',
      '## Roses & thorns',
      '3. three\n4. four',
      '| a | b |\n|---|--:|\n| 1 | 2 |',
      '```js\nlet a = 1 < 2\n```',
      '# 🌹',
    ].join('\n\n')
    const { html, toc } = await renderMarkdown(markdown)
    expect(toc).toEqual([
      { level: 1, id: 'section-roses-thorns', text: 'Roses & thorns' },
      { level: 2, id: 'section-roses-thorns-2', text: 'Roses & thorns' },
      { level: 1, id: 'section-3', text: '🌹' },
    ])
    const rel = 'rel="nofollow noopener noreferrer ugc"'
    expect(html).toContain('<h1 id="section-roses-thorns">Roses &amp; <em>thorns</em></h1>')
    expect(html).toContain(`<a href="https://a.example/plan" title="Plan" ${rel}>the plan</a>`)
    expect(html).toContain('&lt;b&gt;not bold&lt;/b&gt;')
    expect(html).toContain(`<a href="https://a.example/bed.png" ${rel}>A bed</a>`)
    expect(html).toContain('<ol start="3">')
    expect(html).toContain('<td>1</td>')
    expect(html).toContain('<code class="language-js">let a = 1 &lt; 2')
  })

  test('has an id of its own for each heading, of however many', async () => {
    const { html, toc } = await renderMarkdown('# a\n# a 2\n'.repeat(5_000))
    const ids = [...html.matchAll(/<h1 id="([^"]+)"/g)].map(([, id]) => id)
    expect([ids.length, new Set(ids).size]).toEqual([10_000, 10_000])
    // The table holds the first of them: to check all would hold others up.
    expect(toc.map(({ id }) => id)).toEqual(ids.slice(0, 1_000) as string[])
  })
})

/** What takes longest to read, a hundred thousand characters of it. */
const ENDLESS = [
  '['.repeat(100_000),
  `${'- '.repeat(45)}a\n`.repeat(1_000),
  `${'> - '.repeat(24)}*a_\n`.repeat(990),
]

describe('Texts that take long', () => {
  test('are refused at the time limit, then at once, and the others go on', async () => {
    using renderer = new MarkdownRenderer({ limit_ms: 1 })
    for (const text of [ENDLESS[0], ENDLESS[0]]) {
      await expect(renderer.render('bluebird', String(text))).rejects.toMatchObject({
        status: 422,
        code: 'text_not_rendered',
      })
    }
    expect(await renderIfPossible({ markdown: renderer }, 'bluebird', String(ENDLESS[0]))).toBeNull()
    expect((await renderer.render('bluebird', '# Short')).html).toContain('Short</h1>')
  })

  test('wait for those of their own organization, and not for those of another', async () => {
    using renderer = new MarkdownRenderer()
    const done: string[] = []
    const render = (organization: string, text: string) =>
      renderer.render(organization, text).then(() => done.push(organization))
    const many = Array.from({ length: 20 }, (_, i) => render('busy', `${'['.repeat(9_000)}${i}`))
    await expect(renderer.render('busy', ENDLESS[1] ?? '')).rejects.toMatchObject({
      status: 503,
      code: 'rendering_busy',
    })
    await render('quiet', 'A calm text. '.repeat(100))
    expect(done.length).toBeLessThan(5)
    await Promise.all(many)
  })

  test('are made once, however many ask', async () => {
    using renderer = new MarkdownRenderer()
    const text = `# Roses\n\n${'Deep, and not wet. '.repeat(100)}`
    const all = await Promise.all([1, 2, 3].map(() => renderer.render('bluebird', text)))
    expect(new Set(all).size).toBe(1)
    expect(all[0]).toEqual(await renderMarkdown(text))
  })
})

onEachEngine('Content as HTML', (engine) => {
  const app = sharedApp(engine)

  test('comes in place of its Markdown', async () => {
    const ada = await signUp(await app(), 'ada')
    const k = new Knowledge(await app())
    const { id, body: _, ...rest } = await k.content(ada, { body: '# One\n\n<script>alert(1)</script>' })
    const { status, body, text } = await k.call('GET', `/content/${id}?format=html`, ada)
    expect([status, body]).toEqual([
      200,
      {
        ...{ id, ...rest },
        html: '<h1 id="section-one">One</h1>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n',
        toc: [{ level: 1, id: 'section-one', text: 'One' }],
      },
    ])
    expect(text).not.toContain('<script')
    expect((await k.call('GET', `/content/${id}?format=pdf`, ada)).status).toBe(422)
  })

  test('is shown of what is not saved, as it would be of what is', async () => {
    const ada = await signUp(await app(), 'ada-previews')
    const k = new Knowledge(await app())
    const written =
      '# One\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://a.example/b.png)'
    // The second is long enough to be rendered on a thread of its own.
    for (const body of [written, '', `${written}\n\n${'Deep, and not wet. '.repeat(100)}`]) {
      const { id } = await k.content(ada, { body })
      const { html, toc } = (await k.call('GET', `/content/${id}?format=html`, ada)).body
      const previewed = await k.call('POST', '/content/preview', ada, { body })
      expect([previewed.status, previewed.body]).toEqual([200, { html, toc }])
    }
    const { items } = (await k.call('GET', '/content', ada)).body
    expect(items.length).toBe(3)
    const tooLong = await k.call('POST', '/content/preview', ada, { body: 'a'.repeat(100_001) })
    expect([tooLong.status, Object.keys(tooLong.body.fields ?? {})]).toEqual([422, ['body']])
  })

  test('is made while others are answered, however long it takes', async () => {
    const k = new Knowledge(await app())
    const grace = await signUp(k.app, 'grace')
    const body = String(ENDLESS[0])
    const { id: content_id } = await k.content(grace, { body })
    const { id: lesson_id } = await k.lesson(grace, { body: body.slice(1) })
    for (const path of [`/content/${content_id}`, `/lessons/${lesson_id}`]) {
      let isGoingOn = true
      let answered = 0
      const rendering = k.call('GET', `${path}?format=html`, grace).finally(() => {
        isGoingOn = false
      })
      while (isGoingOn) {
        await k.app.get('/api/v1/health/live')
        await Bun.sleep(1)
        answered += 1
      }
      expect((await rendering).status).toBe(200)
      // Before its rendering begins, while it is read, two or three are answered anyway.
      expect(answered).toBeGreaterThan(5)
    }
  })
})
