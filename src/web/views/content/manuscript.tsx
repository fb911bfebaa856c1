/** Where a text is written: its Markdown, or what becomes of it before anything is saved. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { RenderedText } from '../../../../docs/api-types.ts'
import { call, NotConnected, Refused } from '../../api/client.ts'
import { Choice } from '../../parts/choice.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { k } from '../../texts/knowledge.ts'
import { Rendered } from './reader.tsx'

interface Props {
  body: string
  wrong: string | undefined
  onBody(body: string): void
  /** What is written above the text, such as its title. */
  children: ComponentChildren
}

export function Manuscript({ body, wrong, onBody, children }: Props) {
  const isPreview = useSignal(false)
  const choice = (
    <Choice
      label={k.text}
      value={isPreview.value ? 'preview' : 'write'}
      options={[
        ['write', k.write],
        ['preview', k.preview],
      ]}
      onValue={(value) => {
        isPreview.value = value === 'preview'
      }}
    />
  )
  return (
    <Sheet title={k.text} note={k.words(body.split(/\s+/).filter(Boolean).length)} right={choice}>
      {isPreview.value ? (
        <Preview body={body} />
      ) : (
        <div class="stack tight">
          {children}
          <textarea
            class="panel-text manuscript"
            aria-label={k.text}
            rows={24}
            value={body}
            onInput={(event) => onBody(event.currentTarget.value)}
          />
          <p class="note">{wrong ?? k.markdown}</p>
        </div>
      )}
    </Sheet>
  )
}

interface Previewed {
  value?: RenderedText
  error?: Refused | NotConnected
}

/** By the server, so that it is what readers will see, made safe in the same way. */
function Preview({ body }: { body: string }) {
  const previewed = useSignal<Previewed>({})
  const asks = useSignal(0)
  useEffect(() => {
    const leaving = new AbortController()
    void preview(body, leaving.signal).then((found) => {
      if (!leaving.signal.aborted) previewed.value = found
    })
    return () => leaving.abort()
  }, [body, asks.value, previewed])
  return (
    <Read
      from={previewed.value}
      height={200}
      onRetry={() => {
        asks.value += 1
      }}
    >
      {({ html, toc }) => <Rendered html={html} toc={toc} />}
    </Read>
  )
}

async function preview(body: string, signal: AbortSignal): Promise<Previewed> {
  try {
    return { value: await call('POST /api/v1/content/preview', { body: { body }, signal }) }
  } catch (error) {
    if (error instanceof Refused || error instanceof NotConnected) return { error }
    throw error
  }
}
