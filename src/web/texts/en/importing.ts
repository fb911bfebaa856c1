/** What is said of a file of tasks that is brought along, in English. */
import { count } from '../../format/numbers.ts'
import { of } from './counting.ts'

type Field =
  | 'title'
  | 'description'
  | 'status'
  | 'done'
  | 'priority'
  | 'project'
  | 'team'
  | 'owner'
  | 'assignee'
  | 'due'
  | 'labels'

export const en = {
  what: 'A CSV of Trello, Asana, Todoist, GitLab, Planner or a spreadsheet. What its columns are is found by their names. First you see what would be made.',
  file: 'File',
  dates: 'Dates with slashes',
  orders: { day_first: 'Day first', month_first: 'Month first' },
  looking: 'Looking at it …',
  found: (n: number) => `${of(n, 'task')}.`,
  taken: 'Taken',
  leftOut: 'Left out',
  fields: {
    title: 'title',
    description: 'description',
    status: 'status',
    done: 'done',
    priority: 'priority',
    project: 'project',
    team: 'team',
    owner: 'owner',
    assignee: 'for',
    due: 'due',
    labels: 'labels',
  } satisfies Record<Field, string>,
  becameLabel: (field: string, value: string, n: number) =>
    `“${value}” is no ${field} here: it becomes a label of ${of(n, 'task')}.`,
  dropped: (field: string, value: string, n: number) =>
    `“${value}” is no ${field} here: it is left out of ${of(n, 'task')}.`,
  refused: 'Nothing can be made of it as it is. Change the file, and choose it again.',
  line: (line: number, field: string, why: string) => `Line ${count(line)}, ${field}: ${why}`,
  make: (n: number) => `Make ${of(n, 'task')}`,
}
