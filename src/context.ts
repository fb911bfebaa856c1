/**
 * Builds each long-lived thing once, and disposes of them in reverse. Tests pass overrides.
 *
 * Nobody is handed the whole of it: what a module needs, it says, as `Pick<Context, 'db' | 'clock'>`.
 */
import { AccessTokens } from './access/access-tokens.ts'
import { Limits } from './access/limits.ts'
import { Principals } from './access/principals.ts'
import { SharedLimits } from './access/shared-limits.ts'
import { ResponseCache } from './cache/cache.ts'
import type { Serialised } from './cache/serialised.ts'
import { ChangeFeed } from './changes/change-feed.ts'
import { KeptRanges } from './changes/kept-ranges.ts'
import { UnchangedAnswers } from './changes/unchanged-answers.ts'
import { databaseUrlOf, databaseVariableOf } from './config/database-url.ts'
import { type Config, providerOf, tracesUrlOf } from './config/env.ts'
import { appSecret, keyFor } from './config/secret.ts'
import type { Database } from './db/database.ts'
import { MIGRATIONS } from './db/migration-files.ts'
import { openDatabase } from './db/open.ts'
import { openFileStore } from './files/open-store.ts'
import { IdempotencyKeys } from './http/idempotency.ts'
import { CronJobs } from './jobs/cron.ts'
import { type NewId, newId } from './lib/ids.ts'
import { OutboundAllow } from './lib/outgoing/outbound-allow.ts'
import { Outgoing, type OutgoingOptions } from './lib/outgoing/outgoing.ts'
import { Cursors } from './lib/paging/cursors.ts'
import { Sealing } from './lib/sealed-text.ts'
import { type Clock, systemClock } from './lib/time/clock.ts'
import { Live } from './live/live.ts'
import { alertJob } from './metrics/alerts/alert-job.ts'
import { reconcileJob } from './metrics/rebuild/reconcile-job.ts'
import { upgradeJob } from './metrics/rebuild/upgrade-job.ts'
import { recordFacts } from './metrics/record/record-facts.ts'
import { snapshotJob } from './metrics/snapshots/snapshot-job.ts'
import { authenticate } from './modules/auth/authenticate.ts'
import type { SignOns } from './modules/auth/oidc/sign-ons.ts'
import { PasswordChecks } from './modules/auth/password-checks.ts'
import { type HashingCost, PasswordHashes } from './modules/auth/passwords.ts'
import { SecondFactorCodes } from './modules/auth/second-factor/codes.ts'
import { isStillAllowed, presentPrincipal } from './modules/auth/still-allowed.ts'
import { MarkdownRenderer } from './modules/content/html/markdown-renderer.ts'
import { publishJob } from './modules/content/publish-job.ts'
import { FileTexts } from './modules/files/file-texts.ts'
import { StoredFiles } from './modules/files/stored-files.ts'
import { sweepFilesJob } from './modules/files/sweep-job.ts'
import { eraseCandidatesJob } from './modules/hiring/candidates/erase-job.ts'
import { undoImportsJob } from './modules/imports/undo-job.ts'
import { indexTextsJob } from './modules/search/index-texts.ts'
import { LateIndexing } from './modules/search/late-indexing.ts'
import { upgradeSearchJob } from './modules/search/upgrade-job.ts'
import { auditEntry } from './operations/audit/resource.ts'
import { backupJobs } from './operations/backups/backup-job.ts'
import { BackupProgress } from './operations/backups/backup-progress.ts'
import { cleanUpJob } from './operations/clean-up.ts'
import { AccessLog, accessAsText } from './operations/logging/access-log.ts'
import { RecentLines } from './operations/logging/recent-lines.ts'
import { Mailer } from './operations/mailer.ts'
import { BusinessCounts } from './operations/monitoring/business-counts.ts'
import { EventLoopDelay } from './operations/monitoring/event-loop-delay.ts'
import { RouteTimes } from './operations/monitoring/route-times.ts'
import { RequestMinutes } from './operations/requests/request-minutes.ts'
import type { Tracing } from './operations/tracing/tracing.ts'
import { listSafetyBackup } from './operations/upgrading/list-safety-backup.ts'
import { UpgradeSafety, type UpgradeTeller } from './operations/upgrading/prepare-upgrade.ts'
import { assertDistinct, type Resource, textSources } from './resources/resource.ts'
import { RESOURCES } from './resources.ts'
import type { WebhookCounts } from './webhooks/sender.ts'

export interface Context extends AsyncDisposable {
  readonly config: Config
  readonly clock: Clock
  readonly newId: NewId
  readonly db: Database
  readonly cache: ResponseCache<Serialised>
  readonly changes: ChangeFeed
  readonly unchanged: UnchangedAnswers
  readonly ranges: KeptRanges
  readonly live: Live
  readonly tokens: AccessTokens
  readonly limits: Limits
  readonly principals: Principals
  readonly passwords: PasswordChecks
  readonly passwordHashes: PasswordHashes
  readonly totpSecrets: Sealing
  readonly secondFactorCodes: SecondFactorCodes
  /** `null` where there is no single sign-on. */
  readonly signOns: SignOns | null
  readonly accessLog: AccessLog
  /** Where no log is kept, as on the command line, nothing. */
  readonly recentLines: RecentLines
  readonly requests: RequestMinutes
  readonly routeTimes: RouteTimes
  readonly backupProgress: BackupProgress
  readonly loopDelay: EventLoopDelay
  readonly business: BusinessCounts
  readonly idempotency: IdempotencyKeys
  readonly cursors: Cursors
  readonly mailer: Mailer
  /** The way of requests to addresses that somebody has given. */
  readonly outgoing: Outgoing
  readonly webhookSecrets: Sealing
  readonly webhookCounts: WebhookCounts
  readonly markdown: MarkdownRenderer
  readonly files: StoredFiles
  readonly cron: CronJobs
  readonly resources: readonly Resource[]
  /** `null` where there are no traces. */
  readonly tracing: Tracing | null
}

export interface Overrides {
  /** Where access lines go; nowhere when left out. */
  accessLog?: AccessLog
  /** What was logged lately. */
  recentLines?: RecentLines
  clock?: Clock
  newId?: NewId
  /** Of passwords: cheap ones for tests. */
  hashing?: HashingCost
  /** How hosts are looked up, and which certificates are believed. */
  outgoing?: OutgoingOptions
  /** Hears of an upgrade of the schema; the log does, where left out. */
  tellUpgrade?: UpgradeTeller
}

export async function createContext(config: Config, overrides: Overrides = {}): Promise<Context> {
  const clock = overrides.clock ?? systemClock
  const resources = [...RESOURCES, auditEntry(config)]
  assertDistinct(resources)
  // Whatever throws on the way ends what was begun before it.
  await using stack = new AsyncDisposableStack()
  const texts = textSources(resources)
  const indexing = new LateIndexing(resources)
  const tracing = await openTracing(config)
  if (tracing) stack.use(tracing)
  const safety = new UpgradeSafety({ config, clock, texts, folder: MIGRATIONS }, overrides.tellUpgrade)
  const db = stack.use(
    await openDatabase(databaseUrlOf(config), recordFacts, {
      beforeCommit: indexing.beforeCommit,
      beforeUpgrade: safety.before,
      texts,
      name: databaseVariableOf(config),
      replicaUrl: config.database_read_url,
      clock,
      newId: overrides.newId ?? newId,
    }),
  )
  db.onTextsWait((organizationId) => indexing.indexWaiting(db.for(organizationId)))
  await listSafetyBackup({ db, config }, safety.made)
  const requests = stack.use(new RequestMinutes({ db, clock, newId: overrides.newId ?? newId }))
  const cache = new ResponseCache<Serialised>(clock, requests, () => db.isHearing())
  db.onCommit((news) => {
    if (news === null) return cache.drop()
    for (const { organization_id } of news) cache.drop(organization_id)
  })
  const mailer = stack.use(new Mailer(config))
  const markdown = stack.use(new MarkdownRenderer())
  const files = new StoredFiles({ db }, openFileStore(config))
  const fileTexts = stack.use(new FileTexts({ db, files, resources }))
  files.onPending = fileTexts.ask
  const backupProgress = new BackupProgress()
  const cron = stack.use(
    new CronJobs({ db, clock, tracing }, [
      upgradeJob({ db }),
      indexTextsJob({ db, resources }),
      upgradeSearchJob({ db, resources }),
      snapshotJob({ db, clock }),
      alertJob({ db, clock, newId: overrides.newId ?? newId, config, mailer }),
      reconcileJob({ db }),
      publishJob({ db, clock, newId: overrides.newId ?? newId }),
      undoImportsJob({ db, clock }),
      eraseCandidatesJob({ db, clock, files }),
      fileTexts.job,
      sweepFilesJob({ db, files }),
      cleanUpJob({ db, clock, resources }),
      ...backupJobs({ db, clock, newId: overrides.newId ?? newId, config, mailer, progress: backupProgress }),
    ]),
  )
  const secret = appSecret(config)
  const tokens = new AccessTokens(secret, clock)
  const limits = new Limits(config.rate_limits)
  if (config.rate_limits !== 'off') stack.use(new SharedLimits({ db, clock, limits }))
  const passwordHashes = new PasswordHashes(overrides.hashing)
  const totpSecrets = new Sealing(keyFor('second factors', secret))
  const loopDelay = stack.use(new EventLoopDelay())
  const principals = new Principals({
    db,
    clock,
    limits,
    lookUp: {
      authenticate: (credential) => authenticate({ db, clock, tokens }, credential),
      isStillAllowed: (principal, permission) => isStillAllowed({ db, clock }, principal, permission),
      present: (principal) => presentPrincipal({ db, clock }, principal),
    },
  })
  // After who it is, which it asks when it hears of a commit.
  const live = stack.use(new Live({ db, principals, resources }))
  const begun = stack.move()
  return {
    config,
    clock,
    newId: overrides.newId ?? newId,
    db,
    cache,
    changes: new ChangeFeed({ db }),
    unchanged: new UnchangedAnswers({ db, clock }),
    ranges: new KeptRanges({ db }),
    tokens,
    limits,
    principals,
    live,
    passwords: new PasswordChecks({ db, clock, passwordHashes }),
    passwordHashes,
    totpSecrets,
    secondFactorCodes: new SecondFactorCodes({ db, clock, config, totpSecrets, mailer }),
    signOns: await openSignOns(config, { key: keyFor('sign-on', secret), clock }, overrides.outgoing),
    mailer,
    outgoing: new Outgoing(new OutboundAllow(config.outbound_allow), overrides.outgoing),
    webhookSecrets: new Sealing(keyFor('webhooks', secret)),
    webhookCounts: { delivered: 0, failed: 0, given_up: 0 },
    markdown,
    files,
    accessLog: overrides.accessLog ?? new AccessLog([], accessAsText),
    recentLines: overrides.recentLines ?? new RecentLines(() => ''),
    requests,
    routeTimes: new RouteTimes(),
    backupProgress,
    loopDelay,
    business: new BusinessCounts({ db }),
    idempotency: new IdempotencyKeys({ clock }, keyFor('idempotency', secret)),
    cursors: new Cursors(keyFor('cursor', secret)),
    cron,
    resources,
    tracing,
    [Symbol.asyncDispose]: () => begun.disposeAsync(),
  }
}

/** What makes traces is loaded where they are wanted. */
async function openTracing(config: Config): Promise<Tracing | null> {
  const url = tracesUrlOf(config)
  if (url === null) return null
  const { Tracing } = await import('./operations/tracing/tracing.ts')
  return new Tracing(config, url)
}

/** What signs people in by a provider is loaded where there is one. */
async function openSignOns(
  config: Config,
  { key, clock }: { key: Buffer; clock: Clock },
  options: OutgoingOptions | undefined,
): Promise<SignOns | null> {
  const client = providerOf(config)
  if (client === null) return null
  const [{ SignOns }, { openProvider }] = await Promise.all([
    import('./modules/auth/oidc/sign-ons.ts'),
    import('./lib/oidc/open-provider.ts'),
  ])
  return new SignOns(openProvider(client, config.outbound_allow, clock, options), client.name, { key, clock })
}
