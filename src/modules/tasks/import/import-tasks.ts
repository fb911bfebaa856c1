/**
 * Tasks from a table that another program has written: all of them are made, or none, and then it is said
 * of each line why. What a line names and is not here (a status, a project, a person) becomes a label of
 * its task, and the answer says so: nothing is lost, and nothing is made up.
 */
import type { Principal } from '../../../access/principal.ts'
import { readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import { AppError, InvalidValueError } from '../../../lib/app-error.ts'
import { judge, writeJudged } from '../bulk/bulk-tasks.ts'
import { blankTask, changed } from '../changes.ts'
import type { TaskImport, TaskImportRemark, TaskTable } from '../schema.ts'
import { readKnownNames } from './known-names.ts'
import { readTable, type TableLine } from './read-table.ts'
import { type Remark, taskOfLine } from './task-of-line.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** More would help nobody: they have one reason mostly. */
const LINES_TOLD = 100

export class TaskImportRefusedError extends AppError {
  constructor(lines: readonly TableLine[], outcomes: readonly (AppError | null)[]) {
    const refused = outcomes.flatMap((fault, i) =>
      fault === null ? [] : [{ fault, line: lines[i]?.number }],
    )
    super(
      422,
      'import_refused',
      `Nothing was imported: of ${lines.length} tasks ${refused.length} cannot be taken. \`lines\` says which, and why: change the file, and send it again.`,
      {
        lines: refused.slice(0, LINES_TOLD).map(({ fault, line }) => ({
          ...{ line, code: fault.code, detail: fault.message },
          ...fault.details,
        })),
      },
    )
  }
}

/**
 * @throws InvalidValueError where it is no table of tasks.
 * @throws TaskImportRefusedError
 */
export async function importTasks(
  { db, clock, newId }: Needs,
  principal: Principal,
  { file: [file], dates }: TaskTable,
): Promise<TaskImport> {
  if (!file) throw new InvalidValueError('file', 'is not there')
  const { columns, lines } = await readTable(file)
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const perspective = await readPerspective(tx, principal, now)
    const { member_id } = perspective.viewer
    const known = await readKnownNames(tx, perspective.viewer)
    const remarks: Remark[] = []
    const judged = lines.map((line) =>
      judge(() => {
        const read = taskOfLine(line, known, dates)
        remarks.push(...read.remarks)
        return { before: null, after: changed(blankTask(newId(), member_id, now), read.task, now) }
      }),
    )
    const tasks = await writeJudged(
      { tx, newId, now, principal, perspective },
      judged,
      (outcomes) => new TaskImportRefusedError(lines, outcomes),
    )
    return { created: tasks.length, ids: tasks.map(({ id }) => id), columns, remarks: counted(remarks) }
  })
}

/** Those that say the same, as one. */
function counted(remarks: readonly Remark[]): TaskImportRemark[] {
  const groups = Map.groupBy(remarks, ({ field, value }) => `${field} ${value}`)
  return [...groups.values()].flatMap((some) => (some[0] ? [{ ...some[0], tasks: some.length }] : []))
}
