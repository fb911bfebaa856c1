/** Who is let in while measuring. */
export const PASSWORD = 'the password of a benchmark'
const SIGN_INS_AT_ONCE = 8

export interface Account {
  email: string
  token: string
  organization_id: string
}

export async function signUp(url: string, name = 'ada', time_zone = 'America/Denver'): Promise<Account> {
  const email = `${name}@example.com`
  const organization = { name: `${name}'s`, time_zone }
  const answer = await post(`${url}/api/v1/auth/signup`, { email, password: PASSWORD, name, organization })
  return { email, token: answer.access_token, organization_id: answer.organization.id }
}

/** Before what they came in with is over. */
export async function signInAgain(url: string, accounts: Account[]): Promise<void> {
  for (const account of accounts) {
    const [token = ''] = await signInOften(url, account, 1)
    account.token = token
  }
}

/** Signs in again and again: each time gives another token. */
export async function signInOften(
  url: string,
  { email }: Pick<Account, 'email'>,
  times: number,
): Promise<string[]> {
  const tokens: string[] = []
  const signIn = async () => {
    while (tokens.length < times) {
      const at = tokens.push('') - 1
      tokens[at] = (await post(`${url}/api/v1/auth/signin`, { email, password: PASSWORD })).access_token
    }
  }
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, signIn))
  return tokens
}

async function post(url: string, body: object) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  // Its callers know what the route answers.
  return (await answer.json()) as { access_token: string; organization: { id: string } }
}
