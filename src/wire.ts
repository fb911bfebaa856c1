/**
 * The schemas of everything on the wire by their names, under which the OpenAPI document has them and
 * clients that are generated from it. What a route takes or gives must be among them.
 */

import * as live from './live/schema.ts'
import * as exports from './metrics/export/schema.ts'
import * as cohorts from './metrics/read/cohorts/schema.ts'
import * as dashboard from './metrics/read/dashboard/schema.ts'
import * as notable from './metrics/read/notable/schema.ts'
import * as statistics from './metrics/read/statistics/schema.ts'
import * as metrics from './metrics/schema.ts'
import * as apiKeys from './modules/api-keys/schema.ts'
import * as attempts from './modules/assessments/attempts/schema.ts'
import * as assessments from './modules/assessments/schema.ts'
import * as itemStatistics from './modules/assessments/statistics/schema.ts'
import * as emailChange from './modules/auth/email-change/schema.ts'
import * as singleSignOn from './modules/auth/oidc/schema.ts'
import * as auth from './modules/auth/schema.ts'
import * as secondFactor from './modules/auth/second-factor/schema.ts'
import * as comments from './modules/comments/schema.ts'
import * as generations from './modules/content/generations/schema.ts'
import * as revisions from './modules/content/revisions/schema.ts'
import * as content from './modules/content/schema.ts'
import * as messages from './modules/conversations/messages/schema.ts'
import * as conversations from './modules/conversations/schema.ts'
import * as demo from './modules/demo/schema.ts'
import * as events from './modules/events/schema.ts'
import * as applications from './modules/hiring/applications/schema.ts'
import * as board from './modules/hiring/board/schema.ts'
import * as candidates from './modules/hiring/candidates/schema.ts'
import * as companies from './modules/hiring/companies/schema.ts'
import * as hiring from './modules/hiring/dashboard/schema.ts'
import * as jobs from './modules/hiring/jobs/schema.ts'
import * as imports from './modules/imports/schema.ts'
import * as instance from './modules/instance/schema.ts'
import * as invitations from './modules/invitations/schema.ts'
import * as completions from './modules/lessons/completions/schema.ts'
import * as lessons from './modules/lessons/schema.ts'
import * as members from './modules/members/schema.ts'
import { notificationSchemas } from './modules/notifications/schema.ts'
import * as organizations from './modules/organizations/schema.ts'
import * as people from './modules/people/schema.ts'
import * as projects from './modules/projects/schema.ts'
import { searchSchemas } from './modules/search/schema.ts'
import * as tasks from './modules/tasks/schema.ts'
import * as teams from './modules/teams/schema.ts'
import { trashSchemas } from './modules/trash/schema.ts'
import * as audit from './operations/audit/schema.ts'
import * as backups from './operations/backups/schema.ts'
import * as correlations from './operations/correlations/schema.ts'
import * as health from './operations/health/schema.ts'
import * as scheduledJobs from './operations/jobs/schema.ts'
import * as monitoring from './operations/monitoring/schema.ts'
import { kindsOf, type Resource } from './resources/resource.ts'

export function wireOf(resources: readonly Resource[]): Readonly<Record<string, unknown>> {
  const trash = trashSchemas(kindsOf(resources, 'trash'))
  return {
    ...Object.assign({}, ...resources.map(({ wire }) => wire)),
    ...{ ...auth, ...emailChange, ...secondFactor, ...singleSignOn },
    ...{ ...organizations, ...members, ...invitations, ...apiKeys },
    ...{ ...teams, ...projects, ...tasks, ...comments, ...trash },
    ...{ ...notificationSchemas(resources), ...searchSchemas(resources) },
    ...{ ...companies, ...jobs, ...candidates, ...applications, ...board, ...hiring },
    ...{ ...content, ...revisions, ...generations, ...lessons, ...completions },
    ...{ ...assessments, ...attempts, ...itemStatistics },
    ...{ ...conversations, ...messages, ...live, ...demo, ...instance, ...events, ...imports, ...people },
    ...{ ...metrics, ...statistics, ...notable, ...cohorts, ...dashboard, ...exports },
    ...{ ...health, ...scheduledJobs, ...monitoring, ...correlations },
    ...{ ...backups, ...audit },
  }
}
