import { readFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { byteSize } from '../../../lib/byte-size.ts'
import type { Finding } from '../check.ts'

const MUCH = 0.9
/** What a container may have. */
const CONTAINER_LIMITS = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes']

export async function checkMemory() {
  const { rss: resident_bytes, heapUsed: heap_used_bytes } = process.memoryUsage()
  const limit_bytes = await memoryLimit()
  const isMuch = resident_bytes > MUCH * limit_bytes
  const used = `${byteSize(resident_bytes)} of ${byteSize(limit_bytes)} are in use`
  return {
    state: isMuch ? 'warning' : 'ok',
    detail: isMuch ? `${used}: the system may soon end the process. Give it more.` : `${used}.`,
    ...{ resident_bytes, heap_used_bytes, limit_bytes },
  } satisfies Finding & Record<string, unknown>
}

/** That of the container, where there is one, else what the machine has. */
async function memoryLimit(): Promise<number> {
  for (const path of CONTAINER_LIMITS) {
    const limit = Number(await readFile(path, 'utf8').catch(() => ''))
    if (limit > 0 && limit < totalmem()) return limit
  }
  return totalmem()
}
