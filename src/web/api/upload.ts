/** Sends files, and says how much of them has gone: `fetch` tells nobody. */
import { asSignedIn, NotConnected, newKey, pathOf, type Route, refusalOf } from './client.ts'

interface Sent {
  params: Record<string, string>
  body: FormData
}

/**
 * @param onShare Is told how much of it has gone, from 0 to 1.
 * @throws Refused
 * @throws NotConnected
 */
export async function upload(route: Route, sent: Sent, onShare: (share: number) => void): Promise<void> {
  // One key for both attempts, so that it is done once.
  const key = newKey()
  const response = await asSignedIn(route, () => send(route, sent, key, onShare))
  if (!response.ok) throw await refusalOf(response)
}

function send(
  route: Route,
  { params, body }: Sent,
  key: string,
  onShare: (share: number) => void,
): Promise<Response> {
  const [method = '', path = ''] = route.split(' ')
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, pathOf(path, { params }))
    request.setRequestHeader('idempotency-key', key)
    request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total)
    request.onload = () => resolve(answerOf(request))
    request.onerror = () => reject(new NotConnected('no answer'))
    request.send(body)
  })
}

function answerOf(request: XMLHttpRequest): Response {
  const after = request.getResponseHeader('retry-after')
  return new Response(request.responseText, {
    status: request.status,
    headers: after === null ? {} : { 'retry-after': after },
  })
}
