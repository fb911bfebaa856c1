/** The board as everybody is served it: kept serialised, and dropped at once when something of it changes. */
import type { Base } from '../../../base.ts'
import type { Computed } from '../../../cache/cache.ts'
import { type KeptHeaders, Serialised } from '../../../cache/serialised.ts'
import type { Read } from '../../../db/handle.ts'
import { pageById } from '../../../http/page.ts'
import { etagOf } from '../../../lib/etag.ts'
import { dayToDate, type LocalDays, localDays } from '../../../lib/time/local-days.ts'
import { toWire as wireOf } from '../../../lib/to-wire.ts'
import { listCompaniesById } from '../companies/queries.ts'
import type { JobRow } from '../jobs/queries.ts'
import { withoutKeys } from '../jobs/questions.ts'
import type { Boards } from './boards.ts'
import { BoardJobNotFoundError, BoardNotFoundError } from './errors.ts'
import { countByCompany, countOnBoard, findBoard, findOnBoard, listOnBoard } from './queries.ts'
import type { Board, BoardJob, BoardJobDetail, BoardJobsQuery } from './schema.ts'

export type BoardContext = Pick<Base, 'db' | 'clock' | 'cache' | 'cursors'> & { boards: Boards }

type Answer = Serialised | Promise<Serialised>

/** For how long each is kept, here and by whoever stands in between, in seconds. */
export const KEPT_S = { jobs: 60, job: 300, company: 600 } as const

/** Of what everybody may keep for so long. */
export function publicFor(seconds: number): KeptHeaders {
  return { 'cache-control': `public, max-age=${seconds}` }
}

const HEADERS = {
  jobs: publicFor(KEPT_S.jobs),
  job: publicFor(KEPT_S.job),
  company: publicFor(KEPT_S.company),
} as const

/** @throws BoardNotFoundError, InvalidCursorError */
export function serveJobs(
  context: BoardContext,
  slug: string,
  { employment_type, location_type, company_id, ...page }: BoardJobsQuery,
): Answer {
  const { db, cursors } = context
  const filter = { employment_type, location_type, company_id }
  const list = `board ${JSON.stringify(filter)}`
  const name = `board:jobs ${JSON.stringify(filter)} ${JSON.stringify([page.limit, page.cursor, page.count])}`
  return serve(context, slug, { name, what: 'jobs' }, ({ organization_id, days, today }) => {
    const here = db.for(organization_id)
    const query = { sort: '-created_at' as const, ...page }
    return pageById(cursors, { organization_id, list }, query, {
      read: (page) => here.read(async (q) => jobsOf(q, days, await listOnBoard(q, page, today, filter))),
      count: () => here.read((q) => countOnBoard(q, today, filter)),
    })
  })
}

/** @throws BoardNotFoundError, BoardJobNotFoundError */
export function serveJob(context: BoardContext, slug: string, id: string): Answer {
  return serve(context, slug, { name: `board:job ${id}`, what: 'job' }, (board) =>
    context.db.for(board.organization_id).read((q) => readJobOnBoard(q, board, id)),
  )
}

/** @throws BoardNotFoundError */
export function serveCompany(context: BoardContext, slug: string): Answer {
  return serve(context, slug, { name: 'board:company', what: 'company' }, (board) =>
    context.db.for(board.organization_id).read((q) => readBoard(q, board)),
  )
}

export interface OpenBoard {
  organization_id: string
  name: string
  slug: string
  /** `#rrggbb` */
  color: string | null
  days: LocalDays
  /** The local date. */
  today: string
  /** When it is over, and other jobs may be on the board. */
  ends_at: number
}

/** @throws BoardNotFoundError */
export async function openBoard(q: Read, now: number): Promise<OpenBoard> {
  const [found] = await q.all(findBoard)
  if (!found) throw new BoardNotFoundError()
  const days = localDays(found.time_zone)
  const day = days.dayOf(now)
  const { name, slug, color } = found
  const today = { today: dayToDate(day), ends_at: days.endOf(day) }
  return { organization_id: q.organization_id, name, slug, color, days, ...today }
}

/** @throws BoardJobNotFoundError */
export async function readJobOnBoard(
  q: Read,
  { days, today }: Pick<OpenBoard, 'days' | 'today'>,
  id: string,
): Promise<BoardJobDetail> {
  const row = await findOnBoard(q, id, today)
  if (!row) throw new BoardJobNotFoundError()
  const [company] = await listCompaniesById(q, row.company_id === null ? [] : [row.company_id])
  const { description, required_fields, questions, updated_at } = row
  const shown = wireOf({ description, required_fields, questions: withoutKeys(questions), updated_at })
  return { ...jobOf(row, days, null), company: company ? companyOf(company) : null, ...shown }
}

export async function readBoard(q: Read, { name, slug, today }: OpenBoard): Promise<Board> {
  const counts = await countByCompany(q, { today })
  const open = new Map(counts.map(({ company_id, open_jobs }) => [company_id ?? '', open_jobs]))
  const companies = await listCompaniesById(q, [...open.keys()])
  return {
    name,
    slug,
    open_jobs: counts.reduce((sum, { open_jobs }) => sum + open_jobs, 0),
    companies: companies.map((one) => ({ ...companyOf(one), open_jobs: open.get(one.id) ?? 0 })),
  }
}

export async function jobsOf(q: Read, days: LocalDays, rows: readonly JobRow[]): Promise<BoardJob[]> {
  const ids = new Set(rows.flatMap(({ company_id }) => company_id ?? []))
  const companies = new Map((await listCompaniesById(q, [...ids])).map(({ id, name }) => [id, { id, name }]))
  return rows.map((row) => jobOf(row, days, companies.get(row.company_id ?? '') ?? null))
}

/** Nothing of who owns or reviews it, and of what knocks out. */
function jobOf(row: JobRow, days: LocalDays, company: BoardJob['company']): BoardJob {
  const { id, slug, title, employment_type, location_type, location, salary, valid_through } = row
  const opened_on = dayToDate(days.dayOf(row.opened_at ?? row.created_at))
  const published_on = row.publish_on !== null && row.publish_on > opened_on ? row.publish_on : opened_on
  const place = { employment_type, location_type, location, salary }
  return { id, slug, title, company, ...place, published_on, valid_through }
}

function companyOf({ id, name, description, website, location }: NonNullable<BoardJobDetail['company']>) {
  return { id, name, description, website, location }
}

interface Wanted {
  name: string
  what: keyof typeof KEPT_S
}

function serve(
  context: BoardContext,
  slug: string,
  { name, what }: Wanted,
  read: (board: OpenBoard) => Promise<object>,
): Answer {
  return keptFor(context, slug, name, async (organization_id, now) => {
    const board = await context.db.for(organization_id).read((q) => openBoard(q, now))
    const content = await read(board)
    const answer = new Serialised(JSON.stringify(content), etagOf(content), HEADERS[what])
    return { answer, until: Math.min(now + KEPT_S[what] * 1000, board.ends_at) }
  })
}

interface Made {
  answer: Serialised
  /** Epoch ms. */
  until: number
}

/**
 * What is kept of the board at a slug: at once where it is there.
 *
 * @throws BoardNotFoundError
 */
export function keptFor(
  { boards, cache, clock }: Pick<BoardContext, 'boards' | 'cache' | 'clock'>,
  slug: string,
  name: string,
  make: (organizationId: string, now: number) => Promise<Made>,
): Answer {
  const keptOf = (organizationId: string) =>
    cache.get(organizationId, name, async (): Promise<Computed<Serialised>> => {
      const now = clock.now()
      const { answer, until } = await make(organizationId, now)
      return { fresh: answer, kept: answer, ttl_ms: until - now }
    })
  const organizationId = boards.organizationOf(slug)
  return typeof organizationId === 'string' ? keptOf(organizationId) : organizationId.then(keptOf)
}
