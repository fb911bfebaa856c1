/** The thread on which texts become HTML that may take long. */
import type { Told } from '../../../lib/limited-worker.ts'
import { type Rendered, renderMarkdown } from './render.ts'

declare const self: Worker

self.onmessage = async ({ data }: MessageEvent<string>) => {
  self.postMessage(await told(data))
}

/** No message of an error goes back: it might hold the text. */
async function told(markdown: string): Promise<Told<Rendered>> {
  try {
    return { result: await renderMarkdown(markdown) }
  } catch (error) {
    return { failed: error instanceof Error ? error.name : 'unknown' }
  }
}
