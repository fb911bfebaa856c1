/** A part of a view whose files come when somebody goes there; what was loaded once is there at once. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export function lazily(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null
  return function Lazily() {
    const [, setLoaded] = useState(loaded)
    useEffect(() => {
      if (loaded) return
      void load().then((component) => {
        loaded = component
        setLoaded(() => component)
      })
    }, [])
    const Content = loaded
    return Content ? <Content /> : <div class="body" aria-busy="true" />
  }
}
