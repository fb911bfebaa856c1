/** The pages of the board, for people and for search engines. */
import type { Base } from '../../../../base.ts'
import { Serialised } from '../../../../cache/serialised.ts'
import type { Read } from '../../../../db/handle.ts'
import { etagOf } from '../../../../lib/etag.ts'
import { parseInstant } from '../../../../lib/time/instant.ts'
import { type Renders, renderIfPossible } from '../../../content/html/markdown-renderer.ts'
import { BoardJobNotFoundError } from '../errors.ts'
import { countOnBoard, findOnBoardBySlug, listOnBoard } from '../queries.ts'
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
import { Html, headersOf, html, jsonLd, pageOf } from './html.ts'
import { jobPosting } from './job-posting.ts'
import { datesOf, factsOf } from './words.ts'
import { feedOf, sitemapOf } from './xml.ts'

export type PageContext = BoardContext & Pick<Base, 'config'> & Renders

type Answer = Serialised | Promise<Serialised>

export const HTML = 'text/html; charset=utf-8'
const XML = 'application/xml; charset=utf-8'
const RSS = 'application/rss+xml; charset=utf-8'

/** Of the list and the feed. */
const LISTED_AT_ONCE = 100
/** The protocol has ten times as many. */
const MOST_MAPPED = 5_000

/** @param after The last job of the page before. @throws BoardNotFoundError */
export function serveListPage(context: PageContext, slug: string, after: string | null): Answer {
  return serve(
    context,
    slug,
    { name: `list ${after ?? ''}` },
    async (q, { days, today }) => {
      const page = { after, newest_first: true, limit: LISTED_AT_ONCE + 1 }
      const jobs = await jobsOf(q, days, await listOnBoard(q, page, today, {}))
      return { jobs, total: await countOnBoard(q, today, {}) }
    },
    ({ jobs, total }, board) => listPage(context, board, jobs, { after, total }),
  )
}

function listPage(
  context: PageContext,
  board: OpenBoard,
  jobs: readonly BoardJob[],
  { after, total }: { after: string | null; total: number },
): string {
  const title = `Jobs at ${board.name}`
  const above = addressOf(context, board.slug)
  const address = after === null ? above : `${above}?after=${after}`
  const shown = jobs.slice(0, LISTED_AT_ONCE)
  const items = shown.map(
    (job) =>
      html`<li><h2><a href="${pathOf(board.slug)}/${job.slug}">${job.title}</a></h2><p class="facts">${factsOf(job)}</p></li>`,
  )
  const list = total === 0 ? html`<p>There are no open jobs now.</p>` : html`<ul class="jobs">${items}</ul>`
  const older =
    jobs.length > shown.length &&
    html`<a href="${pathOf(board.slug)}?after=${shown.at(-1)?.id}">Older jobs</a>`
  const newest = after !== null && html`<a href="${pathOf(board.slug)}">The newest jobs</a>`
  const body = html`<h1>${title}</h1>
<p class="facts">${total > 0 && openJobs(total)}</p>
${list}
${(older || newest) && html`<p class="back">${newest} ${older}</p>`}`
  const description = openJobs(total)
  return pageOf({ title, description, address, feed: `${above}/rss.xml`, color: board.color, body })
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
  const shown_at = shownAt(filled, context.clock.now())
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
    head: jsonLd(jobPosting(job, board, description)),
    body,
  })
}

/** When it was shown first: who sends it again has had it for long. @returns ISO */
function shownAt({ form_shown_at = '' }: Filled, now: number): string {
  const before = parseInstant(form_shown_at)
  return new Date(before === null || before > now ? now : before).toISOString()
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
    ...{ title, description: title, feed: `${above}/rss.xml` },
    ...{ color: board.color, body },
  })
}

/** @throws BoardNotFoundError */
export function serveSitemap(context: PageContext, slug: string): Answer {
  const read = (q: Read, { today }: OpenBoard) =>
    listOnBoard(q, { after: null, newest_first: true, limit: MOST_MAPPED }, today, {})
  return serve(context, slug, { name: 'sitemap', type: XML }, read, (jobs, board) => {
    const address = addressOf(context, board.slug)
    return sitemapOf([
      { address },
      ...jobs.map(({ slug, updated_at }) => ({ address: `${address}/${slug}`, changed_at: updated_at })),
    ])
  })
}

/** @throws BoardNotFoundError */
export function serveFeed(context: PageContext, slug: string): Answer {
  return serve(context, slug, { name: 'feed', type: RSS }, listed, (jobs, board) =>
    feedOf(board.name, addressOf(context, board.slug), jobs),
  )
}

async function listed(q: Read, { days, today }: OpenBoard): Promise<BoardJob[]> {
  const page = { after: null, newest_first: true, limit: LISTED_AT_ONCE }
  return jobsOf(q, days, await listOnBoard(q, page, today, {}))
}

/** For search engines: where the pages are, whatever the request called the server. */
export function addressOf({ config }: Pick<PageContext, 'config'>, slug: string): string {
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
