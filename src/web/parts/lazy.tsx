/** A part that comes when it is first shown. What was loaded once is there at once. */
import { useSignal } from '@preact/signals'
import type { ComponentChild, ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { lookForNewPage } from '../state/own-files.ts'
import { t } from '../texts/texts.ts'

export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  /** What stands there meanwhile. */
  meanwhile: ComponentChild = null,
  /** What it needs besides; the overview does without. */
  alongside: () => Promise<unknown> = () => import('./view-styles.ts'),
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  let loading: Promise<ComponentType<Props>> | undefined
  return function Lazy(props: Props) {
    const content = useSignal(loaded)
    // Asked for before what stands there meanwhile is painted: an effect would come after that.
    if (!content.value) loading ??= Promise.all([load(), alongside()]).then(([component]) => component)
    useEffect(() => {
      if (content.value) return
      loading?.then(
        (component) => {
          loaded = component
          content.value = component
        },
        () => {
          loading = undefined
          content.value = NotLoaded
          void lookForNewPage()
        },
      )
    }, [content])
    const Content = content.value
    return Content ? <Content {...props} /> : meanwhile
  }
}

/** Once there is nothing else to do: what is painted first does not wait for it. */
export function whenIdle<T>(load: () => Promise<T>): Promise<T> {
  const wait = globalThis.requestIdleCallback ?? setTimeout
  return new Promise((done) => wait(() => done(load())))
}

/** As `alongside`, of what is shown with the overview. */
export async function nothing(): Promise<void> {}

/** There is no network, or after an upgrade the server has other files. Browsers do not ask twice for one. */
function NotLoaded() {
  return (
    <div class="failed in" role="alert">
      <p class="small">{t.frame.notLoaded}</p>
      <button type="button" class="btn" onClick={() => location.reload()}>
        {t.frame.loadAnew}
      </button>
    </div>
  )
}
