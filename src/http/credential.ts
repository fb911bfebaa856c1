/** How a caller says who they are: a header, or a cookie that a browser sends by itself. */
export interface Presented {
  credential: string
  isCookie: boolean
}

/** `auth_token` is ours; `access_token` is what older front ends set. */
const COOKIES = ['auth_token', 'access_token']

export function presentedCredential(headers: Headers): Presented | null {
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const token = bearerToken(authorization)
    if (token !== null) return { credential: token, isCookie: false }
  }
  const key = headers.get('x-api-key')
  if (key) return { credential: key, isCookie: false }
  const cookies = headers.get('cookie')
  if (cookies === null) return null
  for (const name of COOKIES) {
    const credential = cookieValue(cookies, name)
    if (credential) return { credential, isCookie: true }
  }
  return null
}

function bearerToken(authorization: string): string | null {
  const isBearer = authorization.startsWith('Bearer ') || /^bearer /i.test(authorization)
  return isBearer ? authorization.slice(7).trim() || null : null
}

export function cookieValue(cookies: string, name: string): string | null {
  for (const pair of cookies.split(';')) {
    const at = pair.indexOf('=')
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}
