/** Tasks, projects, teams and labels. */
import type { ToolDeclaration } from '../tool.ts'

const TASK = { params: { id: 'task_id' } }

export const WORK: readonly ToolDeclaration[] = [
  {
    name: 'search',
    title: 'Search',
    description:
      'Find things by their words: tasks, comments, projects, content, lessons, messages and whatever else has text. Best match first, of what you may see. Use it when you have words and no id.',
    route: 'GET /api/v1/search',
  },
  {
    name: 'list_tasks',
    title: 'List tasks',
    description:
      'Tasks that you may see, with filters. `status` takes several with commas (todo,in_progress); `assignee_id` and others are ids of members (list_members), `none` for nobody. Long descriptions are cut: get_task has the whole.',
    route: 'GET /api/v1/tasks',
  },
  {
    ...TASK,
    name: 'get_task',
    title: 'Get a task',
    description: 'One task with its whole description.',
    route: 'GET /api/v1/tasks/:id',
  },
  {
    ...TASK,
    name: 'list_task_files',
    title: 'List the files of a task',
    description:
      'Which files a task has: their names, types and sizes, who sent them, and when. What is in them is not among it; the search finds the words of documents.',
    route: 'GET /api/v1/tasks/:id/files',
  },
  {
    ...TASK,
    name: 'list_task_comments',
    title: 'List comments on a task',
    description: 'What was said about a task, the oldest first; `sort=-created_at` for the newest.',
    route: 'GET /api/v1/tasks/:id/comments',
    without: ['count'],
  },
  {
    name: 'summarize_tasks',
    title: 'Summarize tasks',
    description:
      'How much there is to do: by status, overdue, due this week, done lately. Of a member their own work; of a key the organization’s.',
    route: 'GET /api/v1/tasks/stats/summary',
  },
  {
    name: 'list_projects',
    title: 'List projects',
    description:
      'Projects that you may see. `tasks=true` adds how many tasks each has by status, and how many are late.',
    route: 'GET /api/v1/projects',
  },
  {
    ...{ params: { id: 'project_id' } },
    name: 'get_project',
    title: 'Get a project',
    description: 'One project with its whole description.',
    route: 'GET /api/v1/projects/:id',
  },
  {
    name: 'list_teams',
    title: 'List teams',
    description: 'The teams of the organization; `member_id` for those of one member.',
    route: 'GET /api/v1/teams',
    without: ['count'],
  },
  {
    name: 'list_labels',
    title: 'List labels in use',
    description: 'The labels that tasks have: use these before you invent another.',
    route: 'GET /api/v1/tasks/labels',
  },
  {
    name: 'create_task',
    title: 'Create a task',
    description:
      'Make a task. A member’s is their own, a key’s nobody’s, unless `owner_id` names somebody. Due by `due_on` (a local date) or `due_at` (an instant), not both.',
    route: 'POST /api/v1/tasks',
    undo: 'delete',
    holds: ['/api/v1/tasks/:id/comments?limit=1', '/api/v1/tasks/:id/files'],
  },
  {
    ...TASK,
    name: 'update_task',
    title: 'Update a task',
    description: 'Change what you send of a task; what you leave out stays. `labels` replaces all of them.',
    route: 'PATCH /api/v1/tasks/:id',
    undo: 'previous',
  },
  {
    ...TASK,
    name: 'complete_task',
    title: 'Complete a task',
    description: 'Set the status of a task to done.',
    route: 'PATCH /api/v1/tasks/:id',
    sends: { status: 'done' },
    undo: 'previous',
  },
  {
    ...TASK,
    name: 'delete_task',
    title: 'Delete a task',
    description: 'Put a task into the trash, from where it can be brought back for 30 days.',
    route: 'DELETE /api/v1/tasks/:id',
    undo: 'restore',
  },
  {
    ...TASK,
    name: 'comment_on_task',
    title: 'Comment on a task',
    description: 'Write a comment. `<@ID>` mentions the member with that id, who is told.',
    route: 'POST /api/v1/tasks/:id/comments',
    undo: 'delete',
  },
  {
    name: 'create_project',
    title: 'Create a project',
    description: 'Make a project. With `team_id` only the team sees it.',
    route: 'POST /api/v1/projects',
    undo: 'delete',
    holds: ['/api/v1/tasks?limit=1&project_id=:id'],
  },
  {
    ...{ params: { id: 'project_id' } },
    name: 'update_project',
    title: 'Update a project',
    description: 'Change what you send of a project; what you leave out stays.',
    route: 'PATCH /api/v1/projects/:id',
    undo: 'previous',
  },
]
