/** Requests that are measured, of whichever server. */
import { writeFileSync } from 'node:fs'
import type { Sent } from '../load/requests.ts'
import { load } from '../machine.ts'
import { type WrkResult, wrk } from '../wrk.ts'

const SECONDS = 2
const CONNECTIONS = 16

export interface Answered extends WrkResult {
  /** What a busy disk made a server refuse. */
  errors?: number
}

export type Run = () => Promise<Answered>

export interface Row {
  name: string
  /** Measured after all that reads, so that what reading takes of memory can be told. */
  last?: boolean
  run: Run
}

interface Person {
  token: string
}

/** @param tokens A file for this server's alone. */
export function asking(url: string, tokens: string) {
  return {
    get(who: Person, [path = '', ...also]: string[], connections = CONNECTIONS): Run {
      return () => {
        writeFileSync(tokens, who.token)
        return wrk({ url: url + path, also, connections, seconds: SECONDS, tokens })
      }
    },
    post(path: string, body: object, connections: number, who?: Person): Run {
      return async () => {
        const request = { url: url + path, method: 'POST', body: JSON.stringify(body), connections }
        const sent = await load<Sent>('requests.ts', { ...request, seconds: SECONDS, token: who?.token })
        if (sent.errors > sent.count / 2)
          throw new Error(`${path}: ${sent.errors} of ${sent.count} are errors`)
        return sent
      }
    },
  }
}
