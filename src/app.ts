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
import { liveRoutes } from './live/routes.ts'
import { SOCKET_SETTINGS, type Upgrader } from './live/socket.ts'
import { mcpRoutes } from './mcp/routes.ts'
import { alertRoutes } from './metrics/alerts/routes.ts'
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
import { applicationFileRoutes } from './modules/hiring/applications/files/routes.ts'
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
import { taskFileRoutes } from './modules/tasks/files/routes.ts'
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
import { webhookRoutes } from './webhooks/routes.ts'
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
  const { limits, requests, routeTimes, accessLog, tracing } = accounts
  const pipeline = new RequestPipeline({ ...context, limits, requests, routeTimes, accessLog, tracing })
  // Bun's own router would be a second one, with ways of its own, and is no faster here.
  const app = new Elysia({
    ...{ normalize: true, encodeSchema: false, systemRouter: false },
    websocket: SOCKET_SETTINGS,
  })
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
  // Each on the application itself: what is nested is registered once more for each level.
  for (const routes of routesOf(context, () => app.server)) app.use(routes)
  app.use(
    mcpRoutes(
      context,
      () => app.routes,
      async (request) => app.handle(request),
    ),
  )
  pipeline.start(routeTable(app.routes), () => app.server)
  return app
}

function routesOf(context: Context, server: () => Upgrader | null): AnyElysia[] {
  return [
    ...identity(context),
    ...work(context),
    ...hiring(context),
    ...knowledge(context),
    ...conversation(context, server),
    ...activity(context),
    ...operations(context),
  ]
}

function identity(context: Context): AnyElysia[] {
  return [
    authRoutes(context),
    organizationRoutes(context),
    memberRoutes(context),
    invitationRoutes(context),
    apiKeyRoutes(context),
  ]
}

function work(context: Context): AnyElysia[] {
  return [
    teamRoutes(context),
    projectRoutes(context),
    taskRoutes(context),
    taskCommentRoutes(context),
    taskFileRoutes(context),
    labelRoutes(context),
    trashRoutes(context),
    notificationRoutes(context),
    searchRoutes(context),
  ]
}

function hiring(context: Context): AnyElysia[] {
  return [
    companyRoutes(context),
    jobRoutes(context),
    candidateRoutes(context),
    applicationRoutes(context),
    noteRoutes(context),
    ratingRoutes(context),
    applicationFileRoutes(context),
    boardRoutes(context),
    boardPageRoutes(context),
    hiringDashboardRoutes(context),
  ]
}

function knowledge(context: Context): AnyElysia[] {
  return [
    contentRoutes(context),
    contentCommentRoutes(context),
    revisionRoutes(context),
    generationRoutes(context),
    lessonRoutes(context),
    lessonCommentRoutes(context),
    progressRoutes(context),
    assessmentRoutes(context),
    attemptsRoutes(context),
    attemptRoutes(context),
  ]
}

function conversation(context: Context, server: () => Upgrader | null): AnyElysia[] {
  return [
    conversationRoutes(context),
    messageRoutes(context),
    liveRoutes(context, server),
    webhookRoutes(context),
  ]
}

function activity(context: Context): AnyElysia[] {
  return [
    eventRoutes(context),
    importRoutes(context),
    peopleRoutes(context),
    metricsRoutes(context),
    alertRoutes(context),
  ]
}

function operations(context: Context): AnyElysia[] {
  let probe: Probe | undefined
  const probed = () => {
    probe ??= probeOf(context)
    return probe
  }
  return [
    healthRoutes(context),
    instanceRoutes(context),
    scheduledJobRoutes(context),
    auditRoutes(context),
    monitoringRoutes(context, probed),
    prometheusRoutes(context),
    correlationRoutes(context),
    demoRoutes(context),
    backupRoutes(context),
  ]
}

/** The same application once more, of whose requests nobody keeps an account. */
function probeOf(context: Context): Probe {
  const app = createApp(context, {
    limits: new Limits('off'),
    requests: { completed: () => {} },
    routeTimes: new RouteTimes(),
    accessLog: { add: () => {} },
    tracing: null,
  })
  const routes = app.routes.filter(({ hooks }) => !hooks?.detail?.hide)
  return {
    routes: routes.map(({ method, path, hooks }) => ({
      ...{ method, path, isPublic: hooks?.detail?.[DECLARATION] === PUBLIC },
    })),
    ask: async (request) => app.handle(request),
  }
}
