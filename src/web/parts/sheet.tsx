import type { ComponentChildren } from 'preact'
import { Refused } from '../api/client.ts'
import { type Awaited, isAwaited, type Reading, readAgain } from '../state/reading.ts'
import { t } from '../texts/texts.ts'
import { copyText } from './copy-text.ts'

interface Props {
  title: string
  /** Small, beside the title. */
  note?: ComponentChildren
  right?: ComponentChildren
  foot?: ComponentChildren
  /** What it holds reaches from edge to edge, such as a table. */
  isWide?: boolean
  children: ComponentChildren
}

export function Sheet({ title, note, right, foot, isWide = false, children }: Props) {
  return (
    <section class="sheet" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note && <span class="note">{note}</span>}
        {right && <div class="right">{right}</div>}
      </header>
      <div class={isWide ? 'wide-in' : 'in'}>{children}</div>
      {foot && <footer>{foot}</footer>}
    </section>
  )
}

interface ReadProps<T> {
  from: Partial<Pick<Reading<T>, 'value' | 'error'>>
  /** While nothing has been read yet: as high as what will stand here. */
  height: number
  /** What has to come, too, or to fail, so that nothing moves afterwards: such as names. */
  after?: Awaited | readonly Awaited[]
  /** Where it was read by the view itself. */
  onRetry?: () => void
  children: (value: T) => ComponentChildren
}

/** What was read, or that it could not be: the rest of the page is not affected. */
export function Read<T>({ from: { value, error }, after = [], height, onRetry, children }: ReadProps<T>) {
  if (value !== undefined && !isAwaited(...[after].flat())) return <>{children(value)}</>
  if (error) return <Failed error={error} onRetry={onRetry} />
  return <span class="grey" style={{ height: `${height}px` }} />
}

interface FailedProps {
  error: Error
  onRetry?: (() => void) | undefined
}

export function Failed({ error, onRetry = () => void readAgain() }: FailedProps) {
  const problem = error instanceof Refused ? error.problem : null
  const details = problem
    ? `${problem.code} · ${problem.status} · ${problem.correlation_id ?? ''}`
    : error.message
  return (
    <div class="failed" role="alert">
      <p class="small">{t.failed(problem?.status ?? 0, problem?.code)}</p>
      <p class="note">
        <code>{details}</code>
      </p>
      <div class="bar-row">
        <button type="button" class="btn" onClick={onRetry}>
          {t.tryAgain}
        </button>
        <button type="button" class="btn quiet" onClick={() => void copyText(details)}>
          {t.copyDetails}
        </button>
      </div>
    </div>
  )
}
