/**
 * The only reader of the environment. Every option carries its help beside its check;
 * `.env.example` is made from this list, and a test holds the two together.
 */
import { OutboundAllow } from '../lib/outgoing/outbound-allow.ts'
import { isPostgresUrl } from './database-url.ts'
import {
  bucketNamed,
  buttonName,
  ConfigError,
  databaseReadUrl,
  databaseUrl,
  endpointNamed,
  folder,
  issuerHost,
  issuerUrl,
  MIN_SECRET_LENGTH,
  metricsToken,
  oneOf,
  origins,
  outboundAllow,
  processZone,
  proxies,
  publicUrl,
  rateLimits,
  SHORTEST_TOKEN,
  schedule,
  secret,
  sender,
  slugNamed,
  smtpUrl,
  token,
  wholeNumber,
} from './option-readers.ts'
import { otlpEndpoint, otlpHeaders, otlpPairs, otlpProtocol, samplerArgument } from './otlp-options.ts'
import { LIMIT_CLASSES } from './rate-limits.ts'
import { unknownName } from './unknown-names.ts'

interface Option<T> {
  name: string
  help: string
  /** As one would write it in `.env`; empty when there is no fixed default. */
  example: string
  read: (value: string | undefined) => T
}

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
const LOG_LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'fatal'] as const

export const options = {
  port: {
    name: 'PORT',
    help: 'The port to listen on; 0 takes any free one.',
    example: '3000',
    read: wholeNumber('PORT', 3000, 0, 65_535),
  },
  host: {
    name: 'HOST',
    help: 'The address to listen on. 127.0.0.1 keeps it to this machine.',
    example: '0.0.0.0',
    read: (value) => value ?? '0.0.0.0',
  },
  environment: {
    name: 'ENVIRONMENT',
    help: 'development (readable logs) or production (JSON lines).',
    example: 'development',
    read: oneOf('ENVIRONMENT', ['development', 'production'], 'development'),
  },
  data_dir: {
    name: 'DATA_DIR',
    help: 'The folder for the SQLite file, the secret and everything else that is kept.',
    example: './data',
    read: (value) => folder('DATA_DIR', value ?? './data'),
  },
  database_url: {
    name: 'DATABASE_URL',
    help: 'Unset: a SQLite file in DATA_DIR. For Postgres: postgres://user:password@host:5432/name',
    example: '',
    read: databaseUrl,
  },
  database_read_url: {
    name: 'DATABASE_READ_URL',
    help: 'A streaming replica of the Postgres that DATABASE_URL names, for statistics, exports, searches and backups: postgres://user:password@replica:5432/name. Unset: one database answers everything.',
    example: '',
    read: databaseReadUrl,
  },
  app_secret: {
    name: 'APP_SECRET',
    help: `Signs the access tokens; at least ${MIN_SECRET_LENGTH} characters. Unset: made at the first start and kept in DATA_DIR.`,
    example: '',
    read: secret,
  },
  public_url: {
    name: 'PUBLIC_URL',
    help: 'Where people reach this instance; links in e-mails and on the board lead there. https:// makes cookies secure. Unset: localhost, at PORT.',
    example: 'http://localhost:3000',
    read: publicUrl,
  },
  signup: {
    name: 'SIGNUP',
    help: 'Who may sign up: open (anybody), invite (whoever has an invitation) or closed. The first user always may.',
    example: 'open',
    read: oneOf('SIGNUP', ['open', 'invite', 'closed'], 'open'),
  },
  oidc_issuer: {
    name: 'OIDC_ISSUER',
    help: 'The provider of single sign-on by OpenID Connect, by its issuer: https://id.example.com/realms/team. Unset: there is none.',
    example: '',
    read: issuerUrl,
  },
  oidc_client_id: {
    name: 'OIDC_CLIENT_ID',
    help: 'What this instance is called there. People are sent back to PUBLIC_URL/sso, which the provider has to allow.',
    example: '',
    read: (value) => value,
  },
  oidc_client_secret: {
    name: 'OIDC_CLIENT_SECRET',
    help: 'Its secret.',
    example: '',
    read: (value) => value,
  },
  oidc_name: {
    name: 'OIDC_NAME',
    help: 'What the provider is called on the button with which people sign in. Unset: by its host.',
    example: '',
    read: buttonName,
  },
  oidc_organization: {
    name: 'OIDC_ORGANIZATION',
    help: 'The organization, by its slug, that new people join as members when they first sign in by the provider, whatever SIGNUP says. Unset: SIGNUP decides.',
    example: '',
    read: slugNamed('OIDC_ORGANIZATION'),
  },
  password_sign_in: {
    name: 'PASSWORD_SIGN_IN',
    help: 'on, or off: people sign in and up by the provider of single sign-on alone.',
    example: 'on',
    read: oneOf('PASSWORD_SIGN_IN', ['on', 'off'], 'on'),
  },
  smtp_url: {
    name: 'SMTP_URL',
    help: 'The server for e-mails: smtps://user:password@host:465. Unset: links go to the log.',
    example: '',
    read: smtpUrl,
  },
  mail_from: {
    name: 'MAIL_FROM',
    help: 'The sender of e-mails.',
    example: 'Almanac <almanac@localhost>',
    read: sender,
  },
  allowed_origins: {
    name: 'ALLOWED_ORIGINS',
    help: 'Origins of other sites whose pages may call the API, by commas: https://app.example.com',
    example: '',
    read: origins,
  },
  trusted_proxies: {
    name: 'TRUSTED_PROXIES',
    help: 'Addresses and networks of proxies whose X-Forwarded-For or Forwarded is believed, by commas: 10.0.0.0/8',
    example: '',
    read: proxies,
  },
  outbound_allow: {
    name: 'OUTBOUND_ALLOW',
    help: 'Hosts, addresses and networks that may be sent requests although they are not on the public internet, or without TLS, by commas: hooks.internal,*.lan,10.0.0.0/8',
    example: '',
    read: outboundAllow,
  },
  rate_limits: {
    name: 'RATE_LIMITS',
    help: `on, off, or overrides by class such as metrics.dashboard=60/min,*=1000/min. Classes: ${LIMIT_CLASSES.join(', ')}.`,
    example: 'on',
    read: rateLimits,
  },
  log_level: {
    name: 'LOG_LEVEL',
    help: `One of ${LOG_LEVELS.join(', ')}.`,
    example: 'info',
    read: oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  },
  log_dir: {
    name: 'LOG_DIR',
    help: 'Unset: log lines go to standard output only. Set: also to files here, rotated by size and age.',
    example: '',
    read: (value) => (value === undefined ? undefined : folder('LOG_DIR', value)),
  },
  files_max_bytes: {
    name: 'FILES_MAX_BYTES',
    help: 'How large the files may be that come in one request, from 1 kB to 32 MiB.',
    example: '10485760',
    read: wholeNumber('FILES_MAX_BYTES', 10 * 2 ** 20, 1_000, 2 ** 25),
  },
  files_s3_bucket: {
    name: 'FILES_S3_BUCKET',
    help: 'The bucket of an S3-compatible store that keeps the files of applications and tasks. Unset: they are kept in DATA_DIR.',
    example: '',
    read: bucketNamed('FILES_S3_BUCKET', 'FILES_S3_ENDPOINT'),
  },
  files_s3_endpoint: {
    name: 'FILES_S3_ENDPOINT',
    help: "The store's address: https://s3.example.com. Unset: that of Amazon for the region.",
    example: '',
    read: endpointNamed('FILES_S3_ENDPOINT'),
  },
  files_s3_region: {
    name: 'FILES_S3_REGION',
    help: 'The region of the bucket.',
    example: 'us-east-1',
    read: token('FILES_S3_REGION', 'us-east-1'),
  },
  files_s3_access_key_id: {
    name: 'FILES_S3_ACCESS_KEY_ID',
    help: 'The key that may list, read, write and delete in the bucket.',
    example: '',
    read: (value) => value,
  },
  files_s3_secret_access_key: {
    name: 'FILES_S3_SECRET_ACCESS_KEY',
    help: 'Its secret.',
    example: '',
    read: (value) => value,
  },
  files_s3_prefix: {
    name: 'FILES_S3_PREFIX',
    help: 'What stands before the names of the files, such as almanac/. Two instances need two.',
    example: '',
    read: (value) => value ?? '',
  },
  files_per_application: {
    name: 'FILES_PER_APPLICATION',
    help: 'How many files an application may have.',
    example: '10',
    read: wholeNumber('FILES_PER_APPLICATION', 10, 1, 100),
  },
  files_per_task: {
    name: 'FILES_PER_TASK',
    help: 'How many files a task may have.',
    example: '50',
    read: wholeNumber('FILES_PER_TASK', 50, 1, 100),
  },
  backup_schedule: {
    name: 'BACKUP_SCHEDULE',
    help: 'When a backup is made and proved: five fields of cron in the time zone of the process (TZ), or off.',
    example: '0 2 * * *',
    read: schedule,
  },
  time_zone: {
    name: 'TZ',
    help: 'The time zone of the process, such as Europe/Berlin. Unset: that of the machine.',
    example: '',
    read: processZone,
  },
  backup_keep_days: {
    name: 'BACKUP_KEEP_DAYS',
    help: 'How many days backups are kept. The newest that is proved stays, however old it is.',
    example: '7',
    read: wholeNumber('BACKUP_KEEP_DAYS', 7, 1, 36_500),
  },
  backup_dir: {
    name: 'BACKUP_DIR',
    help: 'The folder for backups; better on another disk. Unset: backups in DATA_DIR.',
    example: '',
    read: (value) => (value === undefined ? undefined : folder('BACKUP_DIR', value)),
  },
  migration_backup: {
    name: 'MIGRATION_BACKUP',
    help: 'on: before a new version changes the schema, the data are archived and the change is rehearsed on a copy. off: for who has a snapshot of their own.',
    example: 'on',
    read: oneOf('MIGRATION_BACKUP', ['on', 'off'], 'on'),
  },
  backup_s3_bucket: {
    name: 'BACKUP_S3_BUCKET',
    help: 'The bucket of an S3-compatible store that gets a copy of each backup. Unset: no copies.',
    example: '',
    read: bucketNamed('BACKUP_S3_BUCKET', 'BACKUP_S3_ENDPOINT'),
  },
  backup_s3_endpoint: {
    name: 'BACKUP_S3_ENDPOINT',
    help: "The store's address: https://s3.example.com. Unset: that of Amazon for the region.",
    example: '',
    read: endpointNamed('BACKUP_S3_ENDPOINT'),
  },
  backup_s3_region: {
    name: 'BACKUP_S3_REGION',
    help: 'The region of the bucket.',
    example: 'us-east-1',
    read: token('BACKUP_S3_REGION', 'us-east-1'),
  },
  backup_s3_access_key_id: {
    name: 'BACKUP_S3_ACCESS_KEY_ID',
    help: 'The key that may list, read, write and delete in the bucket.',
    example: '',
    read: (value) => value,
  },
  backup_s3_secret_access_key: {
    name: 'BACKUP_S3_SECRET_ACCESS_KEY',
    help: 'Its secret.',
    example: '',
    read: (value) => value,
  },
  backup_s3_prefix: {
    name: 'BACKUP_S3_PREFIX',
    help: 'What stands before the names of the copies, such as almanac/.',
    example: '',
    read: (value) => value ?? '',
  },
  backup_s3_keep_days: {
    name: 'BACKUP_S3_KEEP_DAYS',
    help: 'How many days the copies are kept.',
    example: '30',
    read: wholeNumber('BACKUP_S3_KEEP_DAYS', 30, 1, 36_500),
  },
  log_max_bytes: {
    name: 'LOG_MAX_BYTES',
    help: 'How long a log file grows before it is set aside and another begun; each day begins another, too.',
    example: '10485760',
    read: wholeNumber('LOG_MAX_BYTES', 10 * 2 ** 20, 64 * 1024, 2 ** 31),
  },
  log_keep_days: {
    name: 'LOG_KEEP_DAYS',
    help: 'How many days log files are kept.',
    example: '14',
    read: wholeNumber('LOG_KEEP_DAYS', 14, 1, 3650),
  },
  metrics_token: {
    name: 'METRICS_TOKEN',
    help: `Opens GET /metrics to whoever sends it as a bearer token; at least ${SHORTEST_TOKEN} characters. Unset: to this machine and administrators only.`,
    example: '',
    read: metricsToken,
  },
  audit_keep_days: {
    name: 'AUDIT_KEEP_DAYS',
    help: 'How many days entries of the audit log are kept.',
    example: '365',
    read: wholeNumber('AUDIT_KEEP_DAYS', 365, 1, 36_500),
  },
  service_name: {
    name: 'SERVICE_NAME',
    help: 'How this service calls itself in X-Service-Name, in the log and in traces.',
    example: 'almanac',
    read: token('SERVICE_NAME', 'almanac'),
  },
  otel_exporter_otlp_endpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    help: 'The OpenTelemetry collector that gets traces, by OTLP over HTTP: http://localhost:4318 (/v1/traces is added). Unset: there are no traces.',
    example: '',
    read: otlpEndpoint('OTEL_EXPORTER_OTLP_ENDPOINT'),
  },
  otel_exporter_otlp_traces_endpoint: {
    name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    help: 'The same with its whole path, where that is another: https://tempo.example.com/otlp/v1/traces.',
    example: '',
    read: otlpEndpoint('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'),
  },
  otel_exporter_otlp_headers: {
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    help: 'What the collector wants to be told, such as a key: name=value by commas, values percent-encoded. It is never logged.',
    example: '',
    read: otlpHeaders('OTEL_EXPORTER_OTLP_HEADERS'),
  },
  otel_exporter_otlp_protocol: {
    name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    help: 'http/json, which collectors take at the same address as http/protobuf; there is no other.',
    example: 'http/json',
    read: otlpProtocol,
  },
  otel_exporter_otlp_compression: {
    name: 'OTEL_EXPORTER_OTLP_COMPRESSION',
    help: 'gzip, or none.',
    example: 'gzip',
    read: oneOf('OTEL_EXPORTER_OTLP_COMPRESSION', ['gzip', 'none'], 'gzip'),
  },
  otel_exporter_otlp_timeout: {
    name: 'OTEL_EXPORTER_OTLP_TIMEOUT',
    help: 'How long the collector may take to answer, in milliseconds.',
    example: '10000',
    read: wholeNumber('OTEL_EXPORTER_OTLP_TIMEOUT', 10_000, 1, 300_000),
  },
  otel_traces_sampler: {
    name: 'OTEL_TRACES_SAMPLER',
    help: `Which traces are recorded: ${SAMPLERS.join(', ')}. With parentbased_ a caller decides of what belongs to its trace.`,
    example: 'parentbased_always_on',
    read: oneOf('OTEL_TRACES_SAMPLER', SAMPLERS, 'parentbased_always_on'),
  },
  otel_traces_sampler_arg: {
    name: 'OTEL_TRACES_SAMPLER_ARG',
    help: 'The share of traces that traceidratio records, from 0 to 1.',
    example: '1',
    read: samplerArgument,
  },
  otel_service_name: {
    name: 'OTEL_SERVICE_NAME',
    help: 'How this service is called in traces, where it is not SERVICE_NAME.',
    example: '',
    read: (value) => value,
  },
  otel_resource_attributes: {
    name: 'OTEL_RESOURCE_ATTRIBUTES',
    help: 'What else traces say of this process: name=value by commas, values percent-encoded.',
    example: '',
    read: otlpPairs('OTEL_RESOURCE_ATTRIBUTES'),
  },
  otel_traces_exporter: {
    name: 'OTEL_TRACES_EXPORTER',
    help: 'otlp, or none: there are no traces.',
    example: 'otlp',
    read: oneOf('OTEL_TRACES_EXPORTER', ['otlp', 'none'], 'otlp'),
  },
  otel_sdk_disabled: {
    name: 'OTEL_SDK_DISABLED',
    help: 'true: there are no traces, whatever else is set.',
    example: 'false',
    read: oneOf('OTEL_SDK_DISABLED', ['true', 'false'], 'false'),
  },
} satisfies Record<string, Option<unknown>>

export type Config = { readonly [K in keyof typeof options]: ReturnType<(typeof options)[K]['read']> }

const NAMES = Object.values(options).map(({ name }) => name)

/** @throws ConfigError with one line that names the variable and says what it may be. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const unknown = unknownName(env, NAMES)
  if (unknown !== null) throw new ConfigError(unknown)
  const entries = Object.entries(options).map(([key, option]) => {
    const value = env[option.name]?.trim()
    if (value && /^(["']).*\1$/s.test(value)) throw new ConfigError(inQuotes(option.name))
    return [key, option.read(value === '' ? undefined : value)]
  })
  // The keys and types are those of `options`, which `fromEntries` cannot know.
  const config = Object.fromEntries(entries) as Config
  if (config.database_read_url !== undefined && !isPostgresUrl(config.database_url ?? '')) {
    throw new ConfigError(
      'DATABASE_READ_URL is a replica of the Postgres that DATABASE_URL names, and DATABASE_URL names none. Set both, or neither.',
    )
  }
  assertStorePossible(config, 'backup')
  assertStorePossible(config, 'files')
  assertProviderPossible(config)
  return config.public_url === '' ? { ...config, public_url: `http://localhost:${config.port}` } : config
}

/** Where traces go; `null` where there are none. */
export function tracesUrlOf(config: Config): string | null {
  if (config.otel_sdk_disabled === 'true' || config.otel_traces_exporter === 'none') return null
  const { otel_exporter_otlp_endpoint: base, otel_exporter_otlp_traces_endpoint: whole } = config
  return whole ?? (base === undefined ? null : `${base.replace(/\/+$/, '')}/v1/traces`)
}

/** The provider of single sign-on; `null` where there is none. */
export function providerOf(config: Config) {
  const { oidc_issuer: issuer, oidc_client_id: client_id, oidc_client_secret: client_secret } = config
  if (issuer === undefined || client_id === undefined || client_secret === undefined) return null
  const host = issuerHost(issuer)
  return {
    ...{ issuer, client_id, client_secret, name: config.oidc_name ?? host },
    /** In the page, which brings here what it is sent back with. */
    redirect_uri: `${config.public_url}/sso`,
    /** Where requests may go, though it may be in a private network: who runs the instance has named it. */
    host,
  }
}

const PROVIDER_OPTIONS = ['oidc_issuer', 'oidc_client_id', 'oidc_client_secret'] as const

function assertProviderPossible(config: Config): void {
  const missing = PROVIDER_OPTIONS.find((key) => config[key] === undefined)
  if (missing === undefined) {
    assertProviderPrivate(config)
    return
  }
  const isWanted =
    PROVIDER_OPTIONS.some((key) => config[key]) ||
    (config.oidc_name ?? config.oidc_organization) !== undefined
  if (isWanted) {
    throw new ConfigError(
      `${missing.toUpperCase()} is missing: single sign-on takes ${PROVIDER_OPTIONS.map((key) => key.toUpperCase()).join(', ')}.`,
    )
  }
  if (config.password_sign_in === 'off') {
    throw new ConfigError('PASSWORD_SIGN_IN is off and OIDC_ISSUER is missing: nobody could sign in.')
  }
}

/** The secret, and what says who somebody is, would be read on the way. */
function assertProviderPrivate({ oidc_issuer = '', outbound_allow }: Config): void {
  if (new URL(oidc_issuer).protocol === 'https:') return
  const allow = new OutboundAllow(outbound_allow)
  const host = issuerHost(oidc_issuer)
  if (allow.hasHost(host) || allow.hasAddress(host)) return
  throw new ConfigError(
    `OIDC_ISSUER must begin with https://, or its host be named in OUTBOUND_ALLOW (${host}), which allows http:// to try it out.`,
  )
}

/** Whoever sets one of these means a bucket. */
const BUCKET_OPTIONS = ['endpoint', 'access_key_id', 'secret_access_key', 'prefix'] as const

function assertStorePossible(config: Config, kept: 'backup' | 'files'): void {
  const name = `${kept.toUpperCase()}_S3`
  if (config[`${kept}_s3_bucket`] === undefined) {
    const idle = BUCKET_OPTIONS.find((key) => config[`${kept}_s3_${key}`])
    if (idle === undefined) return
    throw new ConfigError(
      `${name}_BUCKET is missing: ${name}_${idle.toUpperCase()} is set, and without a bucket nothing is kept there.`,
    )
  }
  for (const key of ['access_key_id', 'secret_access_key'] as const) {
    if (config[`${kept}_s3_${key}`] !== undefined) continue
    const missing = `${name}_${key.toUpperCase()} is missing`
    throw new ConfigError(`${missing}: without it nothing can be kept in ${name}_BUCKET.`)
  }
}

/** The value is not shown: it may be a secret. */
function inQuotes(name: string): string {
  return `${name} is in quotes, and they would be a part of it. Leave them out: docker's --env-file passes them on, where a shell takes them away.`
}

/** The text of `.env.example`. */
export function exampleEnv(): string {
  const blocks = Object.values(options).map(({ name, help, example }) => `# ${help}\n# ${name}=${example}`)
  return `# Every option, with its default. Copy to .env and uncomment what you change.\n\n${blocks.join('\n\n')}\n`
}
