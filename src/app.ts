/** The map: what every request passes, then the modules. */
import { type AnyElysia, Elysia } from 'elysia'
import { Limits } from './access/limits.ts'
import type { Context } from './context.ts'
import { documentation } from './http/documentation.ts'
import type { RequestObservers } from './http/observers.ts'
import { RequestPipeline } from './http/pipeline.ts'
import { DECLARATION, PUBLIC, routeTable } from './http/route-table.ts'
import { PageFiles } from './http/web/page-files.ts'
import { pageRoutes } from './http/web/routes.ts'
import { metricsRoutes } from './metrics/routes.ts'
import { apiKeyRoutes } from './modules/api-keys/routes.ts'
import { attemptRoutes, attemptsRoutes } from './modules/assessments/attempts/routes.ts'
import { assessmentRoutes } from './modules/assessments/routes.ts'
import { authRoutes } from './modules/auth/routes.ts'
import { contentCommentRoutes } from './modules/content/comments/routes.ts'
import { generationRoutes } from './modules/content/generations/routes.ts'
import { revisionRoutes } from './modules/content/revisions/routes.ts'
import { contentRoutes } from './modules/content/routes.ts'
import { messageRoutes } from './modules/conversations/messages/routes.ts'
import { conversationRoutes } from './modules/conversations/routes.ts'
import { demoRoutes } from './modules/demo/routes.ts'
import { eventRoutes } from './modules/events/routes.ts'
import { fileRoutes } from './modules/hiring/applications/files/routes.ts'
import { noteRoutes } from './modules/hiring/applications/notes/routes.ts'
import { ratingRoutes } from './modules/hiring/applications/ratings/routes.ts'
import { applicationRoutes } from './modules/hiring/applications/routes.ts'
import { crawlerRoutes } from './modules/hiring/board/crawlers/routes.ts'
import { boardPageRoutes } from './modules/hiring/board/pages/routes.ts'
import { boardRoutes } from './modules/hiring/board/routes.ts'
import { candidateRoutes } from './modules/hiring/candidates/routes.ts'
import { companyRoutes } from './modules/hiring/companies/routes.ts'
import { hiringDashboardRoutes } from './modules/hiring/dashboard/routes.ts'
import { jobRoutes } from './modules/hiring/jobs/routes.ts'
import { importRoutes } from './modules/imports/routes.ts'
import { instanceRoutes } from './modules/instance/routes.ts'
import { invitationRoutes } from './modules/invitations/routes.ts'
import { labelRoutes } from './modules/labels/routes.ts'
import { lessonCommentRoutes } from './modules/lessons/comments/routes.ts'
import { lessonRoutes, progressRoutes } from './modules/lessons/routes.ts'
import { memberRoutes } from './modules/members/routes.ts'
import { notificationRoutes } from './modules/notifications/routes.ts'
import { organizationRoutes } from './modules/organizations/routes.ts'
import { peopleRoutes } from './modules/people/routes.ts'
import { projectRoutes } from './modules/projects/routes.ts'
import { searchRoutes } from './modules/search/routes.ts'
import { taskCommentRoutes } from './modules/tasks/comments/routes.ts'
import { taskRoutes } from './modules/tasks/routes.ts'
import { teamRoutes } from './modules/teams/routes.ts'
import { trashRoutes } from './modules/trash/routes.ts'
import { auditRoutes } from './operations/audit/routes.ts'
import { backupRoutes } from './operations/backups/routes.ts'
import { correlationRoutes } from './operations/correlations/routes.ts'
import { healthRoutes } from './operations/health/routes.ts'
import { scheduledJobRoutes } from './operations/jobs/routes.ts'
import type { Probe } from './operations/monitoring/probe.ts'
import { RouteTimes } from './operations/monitoring/route-times.ts'
import { monitoringRoutes } from './operations/monitoring/routes.ts'
import { prometheusRoutes } from './operations/prometheus/routes.ts'
import { wireOf } from './wire.ts'

/**
 * @param accounts Who counts the requests, and against which limits.
 * @param page Its files: tests build them once for many applications.
 */
export function createApp(
  context: Context,
  accounts: RequestObservers & { limits: Limits } = context,
  page = new PageFiles(),
) {
  const { limits, requests, routeTimes, accessLog } = accounts
  const pipeline = new RequestPipeline({ ...context, limits, requests, routeTimes, accessLog })
  // Bun's own router would be a second one, with ways of its own, and is no faster here.
  const app = new Elysia({ normalize: true, encodeSchema: false, systemRouter: false })
    // First: what is used before it would not be caught by it.
    .onError(async ({ request, error, code, set }) => {
      // A header that broke the answer (a line break in it) must not break the error's, too.
      set.headers = {}
      return pipeline.fail(request, error, code)
    })
    .use(pipeline.plugin)
    .use(documentation((): AnyElysia => app, wireOf(context.resources)))
    .use(pageRoutes(page))
    .use(crawlerRoutes(context))
    .use(identity(context))
    .use(work(context))
    .use(hiring(context))
    .use(knowledge(context))
    .use(conversation(context))
    .use(activity(context))
    .use(operations(context))
  pipeline.start(routeTable(app.routes), () => app.server)
  return app
}

// Groups of ten or fewer: past about thirty in one chain the types give up.

function identity(context: Context) {
  return new Elysia()
    .use(authRoutes(context))
    .use(organizationRoutes(context))
    .use(memberRoutes(context))
    .use(invitationRoutes(context))
    .use(apiKeyRoutes(context))
}

function work(context: Context) {
  return new Elysia()
    .use(teamRoutes(context))
    .use(projectRoutes(context))
    .use(taskRoutes(context))
    .use(taskCommentRoutes(context))
    .use(labelRoutes(context))
    .use(trashRoutes(context))
    .use(notificationRoutes(context))
    .use(searchRoutes(context))
}

function hiring(context: Context) {
  return new Elysia()
    .use(companyRoutes(context))
    .use(jobRoutes(context))
    .use(candidateRoutes(context))
    .use(applicationRoutes(context))
    .use(noteRoutes(context))
    .use(ratingRoutes(context))
    .use(fileRoutes(context))
    .use(boardRoutes(context))
    .use(boardPageRoutes(context))
    .use(hiringDashboardRoutes(context))
}

function knowledge(context: Context) {
  return new Elysia()
    .use(contentRoutes(context))
    .use(contentCommentRoutes(context))
    .use(revisionRoutes(context))
    .use(generationRoutes(context))
    .use(lessonRoutes(context))
    .use(lessonCommentRoutes(context))
    .use(progressRoutes(context))
    .use(assessmentRoutes(context))
    .use(attemptsRoutes(context))
    .use(attemptRoutes(context))
}

function conversation(context: Context) {
  return new Elysia().use(conversationRoutes(context)).use(messageRoutes(context))
}

function activity(context: Context) {
  return new Elysia()
    .use(eventRoutes(context))
    .use(importRoutes(context))
    .use(peopleRoutes(context))
    .use(metricsRoutes(context))
}

function operations(context: Context) {
  let probe: Probe | undefined
  const probed = () => {
    probe ??= probeOf(context)
    return probe
  }
  return new Elysia()
    .use(healthRoutes(context))
    .use(instanceRoutes(context))
    .use(scheduledJobRoutes(context))
    .use(auditRoutes(context))
    .use(monitoringRoutes(context, probed))
    .use(prometheusRoutes(context))
    .use(correlationRoutes(context))
    .use(demoRoutes(context))
    .use(backupRoutes(context))
}

/** The same application once more, of whose requests nobody keeps an account. */
function probeOf(context: Context): Probe {
  const app = createApp(context, {
    limits: new Limits('off'),
    requests: { completed: () => {} },
    routeTimes: new RouteTimes(),
    accessLog: { add: () => {} },
  })
  const routes = app.routes.filter(({ hooks }) => !hooks?.detail?.hide)
  return {
    routes: routes.map(({ method, path, hooks }) => ({
      ...{ method, path, isPublic: hooks?.detail?.[DECLARATION] === PUBLIC },
    })),
    ask: async (request) => app.handle(request),
  }
}
