import type { FileNeeds } from '../../files/files-on.ts'
import { fileRoutes } from '../../files/routes.ts'
import { NewTaskFiles, TaskFile, TaskFiles } from '../schema.ts'
import { taskFiles } from './files.ts'

export function taskFileRoutes(context: FileNeeds) {
  return fileRoutes(context, {
    path: '/api/v1/tasks',
    tag: 'Work',
    thing: 'task',
    aThing: 'a task',
    reading: 'work.read',
    writing: 'work.write',
    whoAdds: 'Whoever may edit it may.',
    whoDeletes: 'By who has sent it, and by whoever may delete the task.',
    files: taskFiles,
    shown: { one: TaskFile, list: TaskFiles },
    sent: NewTaskFiles,
  })
}
