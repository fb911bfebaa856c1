/** How the options of OpenTelemetry are read, whose names and forms its specification says. */
import { ConfigError } from './option-readers.ts'

export function otlpEndpoint(name: string) {
  return (value: string | undefined): string | undefined => {
    if (value === undefined) return undefined
    const { protocol, username, password, search, hash } = URL.canParse(value) ? new URL(value) : NO_URL
    if (!/^https?:$/.test(protocol) || username + password + search + hash !== '') {
      throw new ConfigError(
        `${name} must be like http://localhost:4318; what the collector wants to be told, such as a key, is for OTEL_EXPORTER_OTLP_HEADERS.`,
      )
    }
    return value
  }
}

const NO_URL = { protocol: '', username: '', password: '', search: '', hash: '' }

/** Of other services in the same environment it may be set to what we do not speak. */
export function otlpProtocol(value = 'http/json'): 'http/json' {
  if (value === 'http/json') return value
  throw new ConfigError(
    'OTEL_EXPORTER_OTLP_PROTOCOL must be http/json: collectors take it where they take http/protobuf, mostly at port 4318 (gRPC has 4317).',
  )
}

const NAME_OF_HEADER = /^[!#$%&'*+.^_`|~\w-]+$/
const VALUE_OF_HEADER = /^[\x20-\x7e]*$/
/** They say what we send, and how long it is. */
const OURS = new Set(['content-type', 'content-encoding', 'content-length', 'transfer-encoding', 'host'])

/** The values are not shown: they may be secrets. */
export function otlpHeaders(name: string) {
  return (value: string | undefined): Readonly<Record<string, string>> => {
    const pairs = otlpPairs(name)(value)
    for (const [header, content] of Object.entries(pairs)) {
      if (!NAME_OF_HEADER.test(header) || !VALUE_OF_HEADER.test(content) || OURS.has(header.toLowerCase())) {
        throw new ConfigError(`${name} holds what is no header for a collector, such as x-api-key=abc.`)
      }
    }
    return pairs
  }
}

export function otlpPairs(name: string) {
  return (value = ''): Readonly<Record<string, string>> => {
    const pairs = value
      .split(',')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=')
        const [key, content] = [pair.slice(0, Math.max(at, 0)).trim(), decoded(pair.slice(at + 1).trim())]
        if (key === '' || content === null) {
          throw new ConfigError(
            `${name} must be name=value by commas, with % and commas in a value percent-encoded (%25, %2C).`,
          )
        }
        return [key, content] as const
      })
    return Object.fromEntries(pairs)
  }
}

/** `null` where a % begins no UTF-8 character. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

export function samplerArgument(value = '1'): number {
  const ratio = Number(value)
  if (!/^\d*\.?\d+$/.test(value) || ratio > 1) {
    throw new ConfigError(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not "${value}".`)
  }
  return ratio
}
