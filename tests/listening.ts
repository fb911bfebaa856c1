/** A test's application on a real socket, for what only a real server shows. */
import { connect } from 'node:net'
import type { TestApp } from './app.ts'

export interface RawAnswer {
  status: number
  headers: Headers
  text: string
}

export function listening(app: TestApp) {
  app.app.listen({ port: 0, hostname: '127.0.0.1', maxRequestBodySize: Number.MAX_SAFE_INTEGER })
  const port = app.app.server?.port ?? 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    /** Sends bytes as they are; status 0 where the connection closes without an answer. */
    async raw(requestLine: string, headers: string[] = [], body = ''): Promise<RawAnswer> {
      const head = [requestLine, 'Host: localhost', 'Connection: close', ...headers].join('\r\n')
      return parsed(await exchange(port, `${head}\r\n\r\n${body}`))
    },
    /** The same, without any header of ours. */
    bare: async (bytes: string) => parsed(await exchange(port, bytes)),
    stop: () => app.app.stop(true),
  }
}

/** @returns All that came until the other side closed. */
export function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let got = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(got))
    // The server may answer and close while we still send.
    socket.on('error', () => resolve(got))
  })
}

function parsed(answer: string): RawAnswer {
  const end = answer.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = answer.slice(0, end === -1 ? undefined : end).split('\r\n')
  const headers = new Headers()
  for (const line of lines) {
    const at = line.indexOf(':')
    headers.append(line.slice(0, at), line.slice(at + 1).trim())
  }
  return {
    status: Number(statusLine.split(' ')[1] ?? 0),
    headers,
    text: end === -1 ? '' : answer.slice(end + 4),
  }
}
