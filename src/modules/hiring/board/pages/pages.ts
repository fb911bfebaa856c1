/** The pages of the board, for people and for search engines. */
import type { Base } from '../../../../base.ts'
import { Serialised } from '../../../../cache/serialised.ts'
import type { Read } from '../../../../db/handle.ts'
import { etagOf } from '../../../../lib/etag.ts'
import { type Renders, renderIfPossible } from '../../../content/html/markdown-renderer.ts'
import { BoardJobNotFoundError } from '../errors.ts'
import { findOnBoardBySlug, listOnBoard } from '../queries.ts'
import type { BoardJob, BoardJobDetail } from '../schema.ts'
import {
  type BoardContext,
  jobsOf,
  KEPT_S,
  keptFor,
  type OpenBoard,
  openBoard,
  readJobOnBoard,
} from '../serve-board.ts'
import { type Filled, formOf } from './form.ts'
import { escaped, Html, headersOf, html, jsonLd, pageOf } from './html.ts'
import { jobPosting } from './job-posting.ts'
import { datesOf, factsOf } from './words.ts'

export type PageContext = BoardContext & Pick<Base, 'config'> & Renders

type Answer = Serialised | Promise<Serialised>

export const HTML = 'text/html; charset=utf-8'
const XML = 'application/xml; charset=utf-8'
const RSS = 'application/rss+xml; charset=utf-8'

/** More than fit on a page are on none: the API has pages of them. */
const MOST_LISTED = 200

/** @throws BoardNotFoundError */
export function serveListPage(context: PageContext, slug: string): Answer {
  return serve(context, slug, { name: 'list' }, listed, (jobs, board) => {
    const title = `Jobs at ${board.name}`
    const address = addressOf(context, board.slug)
    const items = jobs.map(
      (job) =>
        html`<li><h2><a href="${pathOf(board.slug)}/${job.slug}">${job.title}</a></h2><p class="facts">${factsOf(job)}</p></li>`,
    )
    const list =
      jobs.length === 0 ? html`<p>There are no open jobs now.</p>` : html`<ul class="jobs">${items}</ul>`
    const body = html`<h1>${title}</h1>
<p class="facts">${jobs.length > 0 && openJobs(jobs.length)}</p>
${list}`
    return pageOf({
      title,
      description: jobs.length === 1 ? '1 open job' : `${jobs.length} open jobs`,
      address,
      feed: `${address}/rss.xml`,
      color: board.color,
      body,
    })
  })
}

function openJobs(n: number): string {
  return n === 1 ? '1 open job' : `${n} open jobs`
}

/** @throws BoardNotFoundError, BoardJobNotFoundError */
export function serveJobPage(context: PageContext, slug: string, jobSlug: string): Answer {
  const read = (q: Read, board: OpenBoard) => jobAt(q, board, jobSlug)
  return serve(context, slug, { name: `page ${jobSlug}` }, read, (job, board) =>
    jobPage(context, board, job, {}, null),
  )
}

export async function jobAt(q: Read, board: OpenBoard, jobSlug: string): Promise<BoardJobDetail> {
  const row = await findOnBoardBySlug(q, jobSlug, board.today)
  if (!row) throw new BoardJobNotFoundError()
  return readJobOnBoard(q, board, row.id)
}

/** @param problem What was wrong with what was filled in. */
export async function jobPage(
  context: PageContext,
  board: OpenBoard,
  job: BoardJobDetail,
  filled: Filled,
  problem: string | null,
): Promise<string> {
  const description = await descriptionOf(context, board, job)
  const above = addressOf(context, board.slug)
  const address = `${above}/${job.slug}`
  const shown_at = new Date(context.clock.now()).toISOString()
  const { files_max_bytes } = context.config
  const form = { address: `${pathOf(board.slug)}/${job.slug}`, shown_at, files_max_bytes }
  const body = html`<p class="back"><a href="${pathOf(board.slug)}">Jobs at ${board.name}</a></p>
<h1>${job.title}</h1>
<p class="facts">${factsOf(job)}</p>
<p class="facts">${datesOf(job)}</p>
${problem && html`<p class="alert" role="alert">${problem}</p>`}
<div class="text">
${new Html(loweredHeadings(description))}
</div>
${formOf(job, form, filled)}`
  return pageOf({
    title: `${job.title} – ${job.company?.name ?? board.name}`,
    description: factsOf(job),
    address,
    feed: `${above}/rss.xml`,
    color: board.color,
    head: jsonLd(jobPosting(job, board.name, description)),
    body,
  })
}

/** As it was written, where there is no HTML of it: nobody who reads it can mend it. */
async function descriptionOf(
  context: Renders,
  { organization_id }: OpenBoard,
  { description }: BoardJobDetail,
): Promise<string> {
  const rendered = await renderIfPossible(context, organization_id, description)
  return rendered?.html ?? html`<pre>${description}</pre>`.text
}

/** Below that of the page, which is the title of the job. */
function loweredHeadings(description: string): string {
  return description.replace(
    /<(\/?)h([1-6])\b/g,
    (_, slash: string, level: string) => `<${slash}h${Math.min(6, Number(level) + 1)}`,
  )
}

export function thanksPage(context: PageContext, board: OpenBoard, job: BoardJobDetail): string {
  const above = addressOf(context, board.slug)
  const body = html`<h1>Your application has arrived</h1>
<p role="status">${board.name} has your application for ${job.title}, and will write to you.</p>
<p><a href="${pathOf(board.slug)}">All jobs</a></p>`
  const title = 'Your application has arrived'
  return pageOf({
    ...{ title, description: title, address: above, feed: `${above}/rss.xml` },
    ...{ color: board.color, body },
  })
}

/** @throws BoardNotFoundError */
export function serveSitemap(context: PageContext, slug: string): Answer {
  return serve(context, slug, { name: 'sitemap', type: XML }, listed, (jobs, board) => {
    const address = addressOf(context, board.slug)
    const places = [address, ...jobs.map((job) => `${address}/${job.slug}`)]
    const urls = places.map((one) => `<url><loc>${escaped(one)}</loc></url>`).join('')
    return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>\n`
  })
}

/** @throws BoardNotFoundError */
export function serveFeed(context: PageContext, slug: string): Answer {
  return serve(context, slug, { name: 'feed', type: RSS }, listed, (jobs, board) => {
    const address = addressOf(context, board.slug)
    const items = jobs.map((job) => itemOf(job, `${address}/${job.slug}`)).join('')
    const head = `<title>${escaped(`Jobs at ${board.name}`)}</title><link>${escaped(address)}</link><description>Open jobs</description>`
    return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>${head}${items}</channel></rss>\n`
  })
}

function itemOf(job: BoardJob, address: string): string {
  const posted = new Date(`${job.published_on}T00:00:00Z`).toUTCString()
  const guid = `<guid isPermaLink="false">${job.id}</guid>`
  return `<item><title>${escaped(job.title)}</title><link>${escaped(address)}</link>${guid}<pubDate>${posted}</pubDate><description>${escaped(factsOf(job))}</description></item>`
}

async function listed(q: Read, { days, today }: OpenBoard): Promise<BoardJob[]> {
  const page = { after: null, newest_first: true, limit: MOST_LISTED }
  return jobsOf(q, days, await listOnBoard(q, page, today, {}))
}

/** For search engines: where the pages are, whatever the request called the server. */
function addressOf({ config }: PageContext, slug: string): string {
  return `${config.public_url}${pathOf(slug)}`
}

/** For links and forms, which stay with the server that was asked. */
function pathOf(slug: string): string {
  return `/board/${slug}`
}

interface Wanted {
  name: string
  type?: string
}

/** @param write Not while it reads: what it waits for is not for the database to be held. */
function serve<Found>(
  context: PageContext,
  slug: string,
  { name, type = HTML }: Wanted,
  read: (q: Read, board: OpenBoard) => Promise<Found>,
  write: (found: Found, board: OpenBoard) => string | Promise<string>,
): Answer {
  return keptFor(context, slug, `board:html ${name}`, async (organization_id, now) => {
    const { board, found } = await context.db.for(organization_id).read(async (q) => {
      const board = await openBoard(q, now)
      return { board, found: await read(q, board) }
    })
    const text = await write(found, board)
    const answer = new Serialised(text, etagOf(text), headersOf(type, text, KEPT_S.jobs))
    return { answer, until: Math.min(now + KEPT_S.jobs * 1000, board.ends_at) }
  })
}
