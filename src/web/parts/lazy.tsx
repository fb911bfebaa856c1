/** A part that comes when it is first shown. What was loaded once is there at once. */
import { useSignal } from '@preact/signals'
import type { ComponentChild, ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  /** What stands there meanwhile. */
  meanwhile: ComponentChild = null,
): (props: Props) => ComponentChild {
  let loaded: ComponentType<Props> | null = null
  return function Lazy(props: Props) {
    const content = useSignal(loaded)
    useEffect(() => {
      if (content.value) return
      void load().then((component) => {
        loaded = component
        content.value = component
      })
    }, [content])
    const Content = content.value
    return Content ? <Content {...props} /> : meanwhile
  }
}
