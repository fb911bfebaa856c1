/** Tasks as a file: those that the caller sees and the filters let through, in the order of their making. */
import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { LongAnswers } from '../../../http/long-answers.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { dateToDay } from '../../../lib/time/local-days.ts'
import { auditedDownload, type DownloadNeeds } from '../../../metrics/export/audited-download.ts'
import { type ExportFormat, FORMATS } from '../../../metrics/export/formats.ts'
import { readName } from '../../../metrics/export/open-export.ts'
import type { CellKind, Column, Row } from '../../../metrics/export/table.ts'
import { PART_CHARACTERS, takePart } from '../../../metrics/export/take-part.ts'
import { readCalendar } from '../../../metrics/read/calendar.ts'
import { listTasks } from '../list/list-tasks.ts'
import type { ListedTask, TaskExportQuery, TasksQuery } from '../schema.ts'
import { type Names, readNames } from './names.ts'

type Needs = DownloadNeeds & Pick<Base, 'cursors'>

const PAGE_ROWS = 200
/** The same where descriptions are long. */
const FEW_ROWS = 20

const column = (name: string, width: number, kind: CellKind = 'text'): Column => ({ name, kind, width })
/** @param labels A list, or where a cell holds no list a text. */
const columnsWith = (labels: CellKind): Column[] => [
  ...[column('id', 38), column('title', 50), column('description', 60)],
  ...[column('status', 12), column('priority', 10)],
  ...['project', 'team', 'owner', 'assignee'].flatMap((name) => [column(name, 24), column(`${name}_id`, 38)]),
  ...[column('due_on', 12, 'date'), column('due_at', 24, 'instant'), column('overdue', 8, 'flag')],
  ...[
    column('labels', 30, labels),
    column('comment_count', 10, 'number'),
    column('file_count', 10, 'number'),
  ],
  ...['created_at', 'updated_at', 'completed_at'].map((name) => column(name, 24, 'instant')),
]

/**
 * Read page by page while it is sent, so that a slow download holds nothing up: what changes meanwhile is
 * there as it was when its page was read, and what is made meanwhile is left out.
 *
 * @throws InvalidValueError
 * @throws TooManyAtOnceError, BusyError
 */
export function exportTasks(
  context: Needs,
  principal: Principal,
  request: TaskExportQuery,
  exports: LongAnswers,
): Promise<Response> {
  const { format } = request
  const asked = { of: 'tasks', request, permission: 'work.read' as const, exports }
  return auditedDownload(context, principal, asked, async () => {
    const now = context.clock.now()
    const here = context.db.for(principal.organization_id)
    const { organization, time_zone } = await here.read(async (q) => ({
      organization: await readName(q),
      time_zone: (await readCalendar(q, now)).days.timeZone,
    }))
    const pages = pagesOf(context, principal, request, now)
    // What is wrong with the question shows when the first page is asked for.
    const first = await pages.next()
    const generated_at = new Date(now).toISOString()
    const head = { organization_id: principal.organization_id, time_zone, generated_at }
    const columns = columnsWith(format === 'json' ? 'json' : 'text')
    const table = { name: 'tasks' as const, columns, pages: resumed(first, pages) }
    const { type, write } = FORMATS[format]
    const name = `almanac-${organization.slug}-tasks-${generated_at.slice(0, 10)}.${format}`
    return {
      parts: write({ head, organization, tables: [table] }),
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'x-time-zone': time_zone,
        'x-generated-at': generated_at,
      },
    }
  })
}

async function* pagesOf(
  context: Needs,
  principal: Principal,
  { format, ...filters }: TaskExportQuery,
  now: number,
): AsyncGenerator<Row[]> {
  const until = new Date(now).toISOString()
  let limit = PAGE_ROWS
  let cursor: string | null | undefined
  do {
    const query: TasksQuery = { ...filters, sort: 'created_at', limit, ...(cursor && { cursor }) }
    const { items, next_cursor } = await listTasks(context, principal, query)
    const names = await readNames(context, principal, items)
    const isOver = items.some(({ created_at }) => created_at > until)
    limit = isLong(items) ? FEW_ROWS : PAGE_ROWS
    const rest = items.filter(({ created_at }) => created_at <= until)
    do {
      yield takePart(rest, ({ description }) => description.length).map((task) =>
        cellsOf(task, names, format),
      )
      await nextTurn()
    } while (rest.length > 0)
    cursor = isOver ? null : next_cursor
  } while (cursor)
}

async function* resumed(first: IteratorResult<Row[]>, rest: AsyncGenerator<Row[]>): AsyncGenerator<Row[]> {
  if (!first.done) yield first.value
  yield* rest
}

function isLong(tasks: readonly ListedTask[]): boolean {
  const characters = tasks.reduce((sum, { description }) => sum + description.length, 0)
  return characters > PART_CHARACTERS
}

/** In the order of the columns. */
function cellsOf(task: ListedTask, names: Names, format: ExportFormat): Row {
  const { id, title, description, status, priority, due_on, due_at, overdue, labels } = task
  const { project_id, team_id, owner_id, assignee_id, comment_count, file_count } = task
  const placed = [project_id, team_id, owner_id, assignee_id].flatMap((of) => [
    of === null ? null : (names.get(of) ?? null),
    of,
  ])
  return [
    ...[id, title, description, status, priority, ...placed],
    ...[due_on === null ? null : dateToDay(due_on), instantOf(due_at), overdue],
    ...[format === 'json' ? JSON.stringify(labels) : labels.join(', '), comment_count, file_count],
    ...[task.created_at, task.updated_at, task.completed_at].map(instantOf),
  ]
}

function instantOf(wired: string | null): number | null {
  return wired === null ? null : Date.parse(wired)
}
