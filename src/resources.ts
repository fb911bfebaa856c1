/**
 * What there is, for the rooms that serve all of it alike: a new noun has its line here. What hangs on
 * another stands after it.
 */
import { change } from './changes/resource.ts'
import { idempotentWrite } from './http/idempotency.ts'
import { toolChange } from './mcp/resource.ts'
import { metricAlert } from './metrics/alerts/resource.ts'
import { assessment } from './modules/assessments/resource.ts'
import { oneTimeToken, secondFactor, session, signInFailure } from './modules/auth/resource.ts'
import { contentComment } from './modules/content/comments/resource.ts'
import { content } from './modules/content/resource.ts'
import { message } from './modules/conversations/messages/resource.ts'
import { conversation } from './modules/conversations/resource.ts'
import { applicationFile } from './modules/hiring/applications/files/resource.ts'
import { applicationNote } from './modules/hiring/applications/notes/resource.ts'
import { application } from './modules/hiring/applications/resource.ts'
import { candidate } from './modules/hiring/candidates/resource.ts'
import { company } from './modules/hiring/companies/resource.ts'
import { job } from './modules/hiring/jobs/resource.ts'
import { invitation } from './modules/invitations/resource.ts'
import { label } from './modules/labels/resource.ts'
import { lessonComment } from './modules/lessons/comments/resource.ts'
import { lesson } from './modules/lessons/resource.ts'
import { notification } from './modules/notifications/resource.ts'
import { project } from './modules/projects/resource.ts'
import { comment } from './modules/tasks/comments/resource.ts'
import { taskFile } from './modules/tasks/files/resource.ts'
import { task } from './modules/tasks/resource.ts'
import { team } from './modules/teams/resource.ts'
import { backup } from './operations/backups/resource.ts'
import { jobRun } from './operations/jobs/resource.ts'
import { instanceMinute, requestMinute } from './operations/requests/resource.ts'
import type { Resource } from './resources/resource.ts'
import { webhook, webhookDelivery } from './webhooks/resource.ts'

export const RESOURCES: readonly Resource[] = [
  ...[session, oneTimeToken, secondFactor, signInFailure],
  ...[team, project, task, comment, taskFile, label],
  ...[content, contentComment, lesson, lessonComment, assessment],
  ...[company, job, candidate, application, applicationNote, applicationFile],
  ...[conversation, message, invitation, notification, metricAlert],
  ...[webhook, webhookDelivery],
  ...[change, idempotentWrite, toolChange, backup, jobRun, instanceMinute, requestMinute],
]
