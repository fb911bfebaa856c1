/**
 * Variables that somebody meant for us and misspelt: taken for unset, they would leave a backup
 * unmade or a limit open. The environment holds much that is others', so a name is refused only
 * where it begins as ours do, or is a typing error away from one of them.
 */
import { nearestName, typingErrors } from '../lib/nearest-name.ts'

/** How families of options begin, also of those that other versions have. */
const FAMILIES = [
  'LOG_',
  'BACKUP_',
  'FILES_S3_',
  'RATE_LIMIT',
  'SMTP_',
  'SIGNUP',
  'OIDC_',
  'TRUSTED_PROX',
  'ALLOWED_ORIGIN',
  'OUTBOUND_',
  // Those of OpenTelemetry that say how traces go, all of which its specification has for others, too.
  'OTEL_TRACES_',
  'OTEL_EXPORTER_OTLP_TRACES_',
  'OTEL_BSP_',
]
/** Theirs are many, and what is near to one may mean something else. */
const OTEL = 'OTEL_'
/** What systemd sets for a service, though it begins as an option of ours does. */
const OTHERS = new Set(['LOG_NAMESPACE'])
/** What Kubernetes and Docker set for each service beside us, whatever it is called. */
const OF_A_SERVICE = /_(?:SERVICE_(?:HOST|PORT)(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP)(?:_\w+)?)?)$/
/** Of shorter names too many are a letter away: HOSTS, SPORT. */
const SHORTEST = 6
const LONG = 12

/** @returns One line for the first of them; `null` where there is none. */
export function unknownName(
  env: Record<string, string | undefined>,
  known: readonly string[],
): string | null {
  for (const [name, value = ''] of Object.entries(env)) {
    if (value.trim() === '' || known.includes(name) || OTHERS.has(name) || isOfService(name, value)) continue
    const isFamily = FAMILIES.some((beginning) => name.startsWith(beginning))
    const isOwn = isFamily && !name.startsWith(OTEL)
    const meant = isOwn ? nearestName(name, known) : known.find((one) => isTypingError(name, one))
    if (!isFamily && meant === undefined) continue
    const none = isOwn ? 'there is none that begins so.' : 'of those of OpenTelemetry it knows a few.'
    const hint = meant ? `did you mean ${meant}?` : none
    return `${name} is no option of this version: ${hint} Every option is in .env.example.`
  }
  return null
}

function isOfService(name: string, value: string): boolean {
  return OF_A_SERVICE.test(name) && (!name.endsWith('_PORT') || /^(?:tcp|udp):|^\d+$/.test(value))
}

function isTypingError(name: string, known: string): boolean {
  const [a, b] = [plain(name), plain(known)]
  const most = b.length < LONG ? 1 : 2
  // To count them takes long, and each start counts for whatever else is in the environment.
  if (b.length < SHORTEST || a[0] !== b[0] || Math.abs(a.length - b.length) > most) return false
  return typingErrors(a, b) <= most
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
