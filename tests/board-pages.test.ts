/** The board as pages: for people without scripts, and for search engines. */
import { expect, test } from 'bun:test'
import { AppError } from '../src/lib/app-error.ts'
import { mailOfReceipt } from '../src/modules/hiring/board/mail-of-receipt.ts'
import { luminanceOf, rgbOf } from '../src/modules/hiring/board/pages/accent.ts'
import { salaryText } from '../src/modules/hiring/board/pages/words.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { hiring } from './hiring.ts'
import { elementsOf, HOSTILE, isPlainLink } from './hostile-texts.ts'

const FORM = 'application/x-www-form-urlencoded'

onEachEngine('The pages of the board', (engine) => {
  const app = sharedApp(engine)

  test('show the jobs and each job, without scripts and with nothing from elsewhere', async () => {
    const h = await hiring(await app(), 'pages')
    const job = await h.job({
      description: '# Tend\n\nthe **roses**',
      location: 'Berlin',
      salary: { min: 100_000, currency: 'JPY', period: 'month' },
    })
    await h.job({ title: 'Secret', status: 'draft' })
    const list = await h.app.get(`/board/${h.slug}`)
    expect([list.status, list.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(list.text).toContain(`/board/${h.slug}/${job.slug}">Gardener</a>`)
    expect(list.text).not.toContain('Secret')
    const page = await h.app.get(`/board/${h.slug}/${job.slug}`)
    expect(page.text).toContain('<strong>roses</strong>')
    expect(page.text).toContain('from ¥100,000 a month')
    expect(page.text).toContain('<meta property="og:title" content="Gardener –')
    for (const { text, headers } of [list, page]) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
      expect(headers.get('cache-control')).toBe('public, max-age=60')
      expect(Buffer.byteLength(text)).toBeLessThan(30_000)
      expect(text.match(/<script(?! type="application\/ld\+json")/g)).toBeNull()
      expect(text).not.toMatch(/\ssrc=|@import|url\(/)
    }
    const etag = page.headers.get('etag') ?? ''
    const again = await h.app.get(`/board/${h.slug}/${job.slug}`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    const [, ld = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page.text) ?? []
    expect(JSON.parse(ld)).toMatchObject({
      '@type': 'JobPosting',
      title: 'Gardener',
      datePosted: '2026-11-20',
      employmentType: 'FULL_TIME',
      hiringOrganization: { name: "pages-ada's" },
      baseSalary: { currency: 'JPY', value: { minValue: 100_000, unitText: 'MONTH' } },
    })
    expect((await h.app.get(`/board/${h.slug}/sitemap.xml`)).text).toContain(`/${job.slug}</loc>`)
    expect((await h.app.get(`/board/${h.slug}/rss.xml`)).text).toContain('<title>Gardener</title>')
    await h.call('PATCH', `/jobs/${job.id}`, h.ben, { status: 'closed' })
    expect((await h.app.get(`/board/${h.slug}/${job.slug}`)).status).toBe(404)
    expect((await h.app.get(`/board/${h.slug}`)).text).toContain('no open jobs')
  })

  test('lead search engines from robots.txt to each job, with dates that they read', async () => {
    const h = await hiring(await app(), 'engines', 'America/New_York')
    const { slug } = await h.job({ location: 'Canada', location_type: 'remote', valid_through: '2026-12-01' })
    const drafts = await hiring(await app(), 'drafts')
    await drafts.job({ status: 'draft' })
    const robots = await h.app.get('/robots.txt')
    expect([robots.status, robots.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(robots.text).toContain('Allow: /board/\nAllow: /sitemap.xml\nDisallow: /\n')
    const [, index = ''] = /^Sitemap: (\S+)$/m.exec(robots.text) ?? []
    const at = async (address: string) => (await h.app.get(new URL(address).pathname)).text
    const locations = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, one = '']) => one)
    const maps = locations(await at(index))
    expect(maps.filter((one) => one.includes(`/${drafts.slug}/`))).toEqual([])
    const map = maps.find((one) => one.includes(`/${h.slug}/`)) ?? ''
    expect(await at(map)).toContain('<lastmod>2026-11-20T12:00:00.000Z</lastmod>')
    const [board = '', job = ''] = locations(await at(map))
    expect([board, job].map((one) => new URL(one).pathname)).toEqual([
      `/board/${h.slug}`,
      `/board/${h.slug}/${slug}`,
    ])
    const [, ld = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(await at(job)) ?? []
    expect(JSON.parse(ld)).toMatchObject({
      // The last second of the day, where the organization is.
      validThrough: '2026-12-02T04:59:59.000Z',
      jobLocationType: 'TELECOMMUTE',
      applicantLocationRequirements: { name: 'Canada' },
    })
    expect(await at(`${board}/rss.xml`)).toContain(`<atom:link href="${board}/rss.xml" rel="self"`)
  })

  test('show all jobs, a hundred at a time', async () => {
    const h = await hiring(await app(), 'many')
    const titled = (n: number, of: number) =>
      Array.from({ length: n }, (_, i) => ({ title: `Job ${of + i}.`, status: 'open' }))
    await h.made('/jobs/bulk', h.ben, { jobs: titled(100, 0) })
    await h.made('/jobs/bulk', h.ben, { jobs: titled(3, 100) })
    const seen: string[] = []
    let next: string | undefined = `/board/${h.slug}`
    for (let pages = 0; next !== undefined && pages < 3; pages += 1) {
      const { text } = await h.app.get(next)
      expect(text).toContain('103 open jobs')
      expect(Buffer.byteLength(text)).toBeLessThan(30_000)
      seen.push(...[...text.matchAll(/Job (\d+)\./g)].map(([, n = '']) => n))
      next = /href="([^"]*)">Older jobs/.exec(text)?.[1]
    }
    expect(seen.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 103 }, (_, i) => i))
    expect((await h.app.get(`/board/${h.slug}/sitemap.xml`)).text.match(/<loc>/g)).toHaveLength(104)
    const { status, text } = await h.app.get(`/board/${h.slug}?after=x`)
    expect([status, text]).toEqual([422, expect.stringContaining('could not be read')])
  })

  test('take a form, and show it again with what is wrong and what was filled in', async () => {
    const h = await hiring(await app(), 'forms')
    const { slug, questions, id } = await h.job({
      required_fields: ['phone'],
      questions: [
        { kind: 'yes_no', prompt: 'May you?', required: true },
        { kind: 'number', prompt: 'Years?' },
        { kind: 'number', prompt: 'Maybe?' },
      ],
    })
    const path = `/board/${h.slug}/${slug}`
    const send = (fields: Record<string, string>) =>
      h.app.post(path, { body: new URLSearchParams(fields).toString(), headers: { 'content-type': FORM } })
    const [may, years, maybe] = questions.map((one: any) => `question_${one.id}`)
    const whole = {
      name: 'Grace',
      email: 'grace@example.com',
      phone: '123',
      message: '"<b>',
      [may]: 'true',
      [years]: '3',
      homepage: '',
    }
    for (const [more, says] of [
      [{ phone: '' }, '“Phone” again: it is required for this job'],
      [{ email: 'nobody' }, '“E-mail address” again: it must be an address'],
      [{ [may]: '' }, '“May you\\?” again: it is missing'],
      [{ [years]: 'x' }, '“Years\\?” again: it must be a number'],
      [{ [years]: '0x10' }, '“Years\\?” again: it must be a number'],
      [{ [years]: '1e999' }, '“Years\\?” again: it must be a number'],
      [{ name: ' ' }, '“Name” again: it must be a name'],
      [{ form_shown_at: '2026-11-20T11:59:59Z' }, 'very quick'],
    ] as const) {
      const { status, text, headers } = await send({ ...whole, consent: 'true', ...more })
      expect([says, status, headers.get('cache-control')]).toEqual([says, 422, 'no-store'])
      expect(text).toMatch(new RegExp(`role="alert">[^<]*${says}`))
      expect(text).toContain('&quot;&lt;b&gt;</textarea>')
      // Nobody is to consent, or to be taken for a robot, anew.
      expect(text).toContain('name="consent" value="true" checked')
      const shown = 'form_shown_at' in more ? more.form_shown_at : '2026-11-20T12:00:00Z'
      expect(text).toContain(`name="form_shown_at" value="${new Date(shown).toISOString()}"`)
    }
    expect((await h.call('GET', '/applications', h.ben)).body.items).toEqual([])
    // A question that may be left out is left out by blanks, too.
    const sent = await send({ ...whole, [maybe]: '  ', consent: 'true' })
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('Your application has arrived')])
    const { items } = (await h.call('GET', `/applications?job_id=${id}`, h.ben)).body
    expect(items).toMatchObject([
      { name: 'Grace', message: '"<b>', answers: [{ answer: true }, { answer: 3 }] },
    ])
    expect(
      (await h.app.post(`/board/${h.slug}/none`, { body: 'name=x', headers: { 'content-type': FORM } }))
        .status,
    ).toBe(404)
    expect(
      (
        await h.app.post('/api/v1/jobs', {
          token: h.ben.token,
          body: 'title=x',
          headers: { 'content-type': FORM },
        })
      ).status,
    ).toBe(415)
  })

  test('refuse people with a page: what was too large, too much or is not there', async () => {
    const h = await hiring(await app(), 'refuses')
    const { slug } = await h.job()
    const path = `/board/${h.slug}/${slug}`
    const large = `name=${'x'.repeat(70_000)}`
    const refusals = [
      [await h.app.post(path, { body: large, headers: { 'content-type': FORM } }), 413, 'Too large'],
      [
        await h.app.post(path, { body: '{}', headers: { 'content-type': 'text/x' } }),
        415,
        'could not be read',
      ],
      [
        await h.app.get(`/board/${h.slug}/none`),
        404,
        `it may have been filled.</p>\n<p><a href="/board/${h.slug}"`,
      ],
      [await h.app.get('/board/none-such'), 404, 'There is no job board at this address.'],
      [
        await h.app.post('/board/none-such', { body: 'a=b', headers: { 'content-type': FORM } }),
        405,
        'open the job',
      ],
    ] as const
    for (const [{ status, text, headers }, expected, says] of refusals) {
      expect([says, status, headers.get('content-type')]).toEqual([
        says,
        expected,
        'text/html; charset=utf-8',
      ])
      expect(text).toContain(says)
      expect(text).toMatch(/^<!doctype html>[\s\S]*role="alert"/)
      expect(text).toContain('<meta name="robots" content="noindex">')
      expect([headers.get('cache-control'), headers.get('x-correlation-id')]).toEqual([
        'no-store',
        expect.any(String),
      ])
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
      assertHarmless(text)
    }
    const hostile = await h.app.get('/board/<script>alert(1)</script>/%3Cscript%3E')
    expect(hostile.text).not.toContain('<script')
    // The API says the same to programs.
    const program = await h.app.get(`/api/v1/board/${h.slug}/jobs/none`)
    expect([program.status, program.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  test('hold nothing that runs or loads, whatever their texts are: page, feed, map, and what search engines read', async () => {
    const h = await hiring(await app(), 'texts')
    const texts = [...HOSTILE.filter((text) => !text.includes('\u0000')), 'Bell \u0007 and \ufffe']
    const jobs = texts.map((text) => ({
      title: text.slice(0, 200),
      location: text.slice(0, 200),
      description: text,
      status: 'open',
      questions: [{ kind: 'text', prompt: text.slice(0, 500) }],
    }))
    const made = (await h.made('/jobs/bulk', h.ben, { jobs })).jobs
    const paths = ['', ...made.map(({ slug }: { slug: string }) => `/${slug}`)]
    for (const path of paths) {
      const { status, text } = await h.app.get(`/board/${h.slug}${path}`)
      expect([path, status]).toEqual([path, 200])
      assertHarmless(text)
      const [, ld] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? []
      if (ld !== undefined) assertHarmless(JSON.parse(ld).description)
    }
    for (const [path, known] of [
      [
        'rss.xml',
        [
          'rss',
          'channel',
          'title',
          'link',
          'description',
          'language',
          'atom:link',
          'item',
          'guid',
          'pubDate',
        ],
      ],
      ['sitemap.xml', ['urlset', 'url', 'loc', 'lastmod']],
    ] as const) {
      const { text } = await h.app.get(`/board/${h.slug}/${path}`)
      const tags = new Set([...text.matchAll(/<\/?([^\s>?/]+)/g)].map(([, tag]) => tag))
      expect([...tags].filter((tag) => !known.includes(tag as never))).toEqual([])
      expect(text.match(/&(?!(?:amp|lt|gt|quot|#39);)/)).toBeNull()
      // What XML does not allow, no reader of feeds opens, however it is escaped.
      expect(text.match(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u)).toBeNull()
    }
    for (const title of ['Cook\r\nBcc: all@example.com', ...texts]) {
      const mail = mailOfReceipt({ to: 'grace@example.com', title, organization: title })
      expect(Object.keys(mail).sort()).toEqual(['subject', 'text', 'to'])
      expect(mail.subject).not.toMatch(/[\r\n]/)
    }
  })

  test('run nothing that is put into them', async () => {
    const h = await hiring(await app(), 'scripts')
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    const { id: company_id } = await h.made('/companies', h.ben, {
      name: evil,
      website: 'https://x.example/"><script>',
    })
    const job = await h.job({
      title: evil,
      location: evil,
      description: `${evil}\n[x](javascript:alert(1)) ![x](https://x.example/a.png)\n</script>`,
      company_id,
      questions: [{ kind: 'choice', prompt: evil, options: [evil, 'b'] }],
    })
    for (const path of ['', `/${job.slug}`, '/rss.xml', '/sitemap.xml']) {
      const { status, text } = await h.app.get(`/board/${h.slug}${path}`)
      expect([path, status]).toEqual([path, 200])
      expect(text.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '')).not.toMatch(
        /<script|<img|href="javascript:/,
      )
    }
  })

  test('have the colour of the organization, where it can be read, and lose it again', async () => {
    const h = await hiring(await app(), 'colors')
    await h.job()
    const paint = (color: unknown) => h.call('PATCH', '/organization', h.ada, { color })
    const page = async () => h.app.get(`/board/${h.slug}`)
    const plain = await page()
    expect((await paint('#ffd400')).body).toMatchObject({ color: '#ffd400' })
    const { text, headers } = await page()
    const [, light = '', dark = ''] = /--accent:(#\w{6})\}@media[^}]*--accent:(#\w{6})/.exec(text) ?? []
    // Yellow cannot be read on white; on black it can.
    expect(dark).toBe('#ffd400')
    expect(luminanceOf(rgbOf(light))).toBeLessThanOrEqual(0.145)
    // What is painted is what the policy lets be.
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(text) ?? []
    const hash = new Bun.CryptoHasher('sha256').update(style).digest('base64')
    expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`)
    for (const wrong of ['#FFD400', 'red', '#fff', '#12345g', 7, '</style>']) {
      const { status, body } = await paint(wrong)
      expect([wrong, status, Object.keys(body.fields)]).toEqual([wrong, 422, ['color']])
    }
    expect((await paint(null)).body).toMatchObject({ color: null })
    expect((await page()).text).toBe(plain.text)
    expect((await h.call('PATCH', '/organization', h.dora, { color: '#ffd400' })).status).toBe(403)
  })
})

onEachEngine('The form of a board that is sent too often, or while nothing can be taken', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'on' })

  test('is refused with a page that says when to send it again', async () => {
    const { post, context } = await app()
    const send = () => post('/board/none/none', { body: 'a=b', headers: { 'content-type': FORM } })
    for (let i = 0; i < 10; i += 1) expect((await send()).status).toBe(404)
    const refused = await send()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    expect(refused.text).toContain('Wait 60 seconds. Go back in your browser')
    context.db.instance.read = () => {
      throw new AppError(503, 'database_unavailable', 'Not now', { retry_after: 2 })
    }
    const { status, headers, text } = await (await app()).get('/board/another')
    expect([status, headers.get('retry-after')]).toEqual([503, '2'])
    expect(text).toContain('Wait 2 seconds.')
  })
})

const ELEMENTS = new Set(
  'html head body header footer section meta title link style script main p a h1 h2 h3 h4 h5 h6 ul ol li strong em s code pre blockquote hr br table thead tbody tr th td form label input textarea button fieldset legend select option div span'.split(
    ' ',
  ),
)

function assertHarmless(html: string): void {
  expect(elementsOf(html).filter((one) => !isHarmless(one))).toEqual([])
}

function isHarmless({ tag, attributes }: ReturnType<typeof elementsOf>[number]): boolean {
  const { href = '#' } = attributes
  return (
    ELEMENTS.has(tag) &&
    (tag !== 'script' || attributes.type === 'application/ld+json') &&
    !Object.keys(attributes).some((name) => /^on|^(src|srcset|style|background|poster)$/.test(name)) &&
    (href === 'data:,' || isPlainLink(href))
  )
}

test('A salary is said in whole units of its currency, and once where it is one', () => {
  for (const [min, max, currency, text] of [
    [3_200_000, 4_000_000, 'EUR', '€32,000 to €40,000 a year'],
    [4_000_000, 4_000_000, 'EUR', '€40,000 a year'],
    [null, 1_550, 'EUR', 'up to €15.50 a year'],
    [100_000, null, 'JPY', 'from ¥100,000 a year'],
    [1_234_500, null, 'BHD', 'from BHD\u00a01,234.500 a year'],
  ] as const) {
    expect(salaryText({ min, max, currency, period: 'year' })).toBe(text)
  }
})
