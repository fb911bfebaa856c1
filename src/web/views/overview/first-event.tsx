/** What to do where nothing has been reported yet. It listens, and begins to count with the first event. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../../api/client.ts'
import { timeIn } from '../../format/dates.ts'
import { CopyBox, CopyButton } from '../../parts/copy-box.tsx'
import { Rich } from '../../parts/rich.tsx'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { isAtLeast, zone } from '../../state/session.ts'
import { guide } from '../../texts/guide.ts'
import { nameOf } from '../activity/runs.ts'
import { examples, type Language } from './examples.ts'

const LISTEN_MS = 4_000
const LANGUAGES = ['curl', 'JavaScript', 'Python'] as const

export function FirstEvent() {
  const isThere = readFirst() !== undefined
  return (
    <>
      <div aria-live="polite">
        <p class="say" data-story>
          <Rich text={isThere ? guide.begun : guide.say} />
        </p>
        <p>{isThere ? guide.begunRests : guide.rests}</p>
      </div>
      <Steps />
    </>
  )
}

/** The first that an app has reported. */
function readFirst() {
  const { value } = reading(LISTEN_MS, 'GET /api/v1/metrics/activity', { query: { limit: 10 } }).value
  return value?.items.findLast(({ person }) => person.external_id !== null)
}

function Steps() {
  const key = useSignal<string | null>(null)
  const said = useSignal<string | null>(null)
  const language = useSignal<Language>('curl')
  const make = async () => {
    try {
      const body = { name: guide.keyName, scopes: ['ingest' as const, 'read' as const] }
      key.value = (await call('POST /api/v1/api-keys', { body })).key
    } catch (error) {
      said.value = sentenceOf(error instanceof Error ? error : new Error(String(error)))
    }
  }
  const code = examples(location.origin, key.value ?? guide.yourKey)[language.value]
  return (
    <section class="sheet guide" aria-label={guide.key}>
      <div>
        <h2>{guide.key}</h2>
        <p>{guide.keyWhat}</p>
      </div>
      <div>
        {key.value ? (
          <CopyBox text={key.value} label={guide.copyKey} />
        ) : isAtLeast('admin') ? (
          <button type="button" class="btn main" onClick={() => void make()}>
            {guide.make}
          </button>
        ) : (
          <p>{guide.onlyAdmins}</p>
        )}
        {said.value && <p class="said">{said.value}</p>}
      </div>
      <div>
        <h2>{guide.report}</h2>
        <p>{guide.reportWhat}</p>
      </div>
      <div>
        <div class="seg">
          {LANGUAGES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={language.value === one}
              onClick={() => {
                language.value = one
              }}
            >
              {one}
            </button>
          ))}
        </div>
        <div class="code">
          <pre>{code}</pre>
          <CopyButton text={code} label={guide.copy} />
        </div>
      </div>
      <div>
        <h2>{guide.wait}</h2>
        <p>{guide.waitWhat}</p>
      </div>
      <Listening />
    </section>
  )
}

function Listening() {
  const since = useSignal(new Date())
  const first = readFirst()
  useEffect(() => {
    if (first) void readAgain((route) => route.includes('/metrics/') && !route.includes('limit":10'))
  }, [first?.id, first])
  return (
    <div>
      <div class="listening" role="status">
        <span class={first ? 'dot' : 'dot amber'} />
        <span data-listening={first ? 'arrived' : 'waiting'}>
          {first
            ? guide.arrived(timeIn(zone.value, new Date(first.occurred_at)), nameOf(first.person), first.verb)
            : guide.listening(timeIn(zone.value, since.value))}
        </span>
        <a class="under right" href={isAtLeast('admin') ? address('imports') : '/docs'}>
          {guide.importInstead}
        </a>
      </div>
    </div>
  )
}
