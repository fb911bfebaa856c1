import { CrossSite } from '../http/cross-site.ts'
import { type Call, type Command, UsageError } from './command.ts'

export const cors: Command = {
  summary: 'say whether a page of an origin may call the API, and why',
  usage: 'almanac cors check ORIGIN [--method METHOD]',
  words: 2,
  actions: ['check'],
  options: {
    method: { type: 'string', default: 'GET', help: 'what the page wants to do; GET when left out' },
  },
  run: async (call) => checkOrigin(call),
}

function checkOrigin({ config, words, values }: Call): number {
  const [action, given] = words
  if (action !== 'check' || !given) throw new UsageError('Say check, and the origin of the page.')
  const origin = originOf(given)
  const method = `${values.method}`.toUpperCase()
  if (origin === new URL(config.public_url).origin) {
    console.log(`${origin} is this instance itself (PUBLIC_URL): its pages may call and read everything.`)
    return 0
  }
  // The answer that a browser would be given, and not a second opinion.
  const preflight = new CrossSite(config.allowed_origins).preflight(origin).headers
  if (preflight.get('access-control-allow-origin') !== origin) {
    console.log(refusal(origin, config.allowed_origins))
    return 1
  }
  const methods = preflight.get('access-control-allow-methods')?.split(', ') ?? []
  if (!methods.includes(method)) {
    console.log(
      `No: ${origin} is in ALLOWED_ORIGINS, but pages may use ${methods.join(', ')} and not ${method}.`,
    )
    return 1
  }
  console.log(permission(origin, method))
  return 0
}

/** @throws UsageError that says which origin was probably meant. */
function originOf(text: string): string {
  if (text === 'null') {
    throw new UsageError(
      '"null" is what files and sandboxed frames send. It cannot be allowed: serve the page.',
    )
  }
  const origin = URL.canParse(text) ? new URL(text).origin : 'null'
  if (origin === 'null') throw new UsageError(`"${text}" is no origin such as https://app.example.com.`)
  if (origin !== text) throw new UsageError(`"${text}" is no origin. Browsers would send ${origin}.`)
  return origin
}

function permission(origin: string, method: string): string {
  return `Yes: ${origin} is in ALLOWED_ORIGINS. Its pages may send ${method} and read the answers.
With a bearer token or an API key that works from anywhere. A cookie is sent only with
credentials: 'include', and only from the same site (a page of app.example.com to api.example.com).`
}

function refusal(origin: string, allowed: readonly string[]): string {
  const list = allowed.length > 0 ? `has only ${allowed.join(', ')}` : 'is empty'
  return `No: ${origin} is not in ALLOWED_ORIGINS, which ${list}.
Browsers keep the answers from its pages, and a write with a cookie is refused (403 cross_site_write).
To let it in, set this and start the server again:

  ALLOWED_ORIGINS=${[...allowed, origin].join(',')}`
}
