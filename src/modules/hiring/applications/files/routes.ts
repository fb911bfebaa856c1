import type { FileNeeds } from '../../../files/files-on.ts'
import { fileRoutes } from '../../../files/routes.ts'
import { ApplicationFile, ApplicationFiles, NewFiles } from '../schema.ts'
import { applicationFiles } from './files.ts'

export function applicationFileRoutes(context: FileNeeds) {
  return fileRoutes(context, {
    path: '/api/v1/applications',
    tag: 'Hiring',
    thing: 'application',
    aThing: 'an application',
    reading: 'candidates.read',
    writing: 'candidates.write',
    whoAdds: 'The owner of the job, its reviewers and admins may.',
    whoDeletes: 'By who has sent it, the owner of the job, or an admin.',
    files: applicationFiles,
    shown: { one: ApplicationFile, list: ApplicationFiles },
    sent: NewFiles,
  })
}
