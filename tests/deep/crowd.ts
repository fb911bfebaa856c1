/** Those who ask a board: each from an address of its own, as a proxy says; and what of their answers is wrong. */
import { untilTaken } from '../app.ts'

const ASK_AT_ONCE = 64
const JOBS = 20
/** Of so many one applies. */
const APPLIES_EVERY = 20
/** Who asks for more than there is, and how much more: less than brings a penalty. */
const GREEDY = 20
const TOO_MUCH = 3
const LIMITS = { jobs: 60, job: 120, apply: 10 }

export interface Round {
  answers: number
  seconds: number
  longest_ms: number
  refused: number
}

interface Job {
  id: string
  slug: string
}

interface Board {
  slug: string
  jobs: Job[]
  headers: Record<string, string>
}

export class Crowd {
  /** What was wrong, and how often. */
  readonly wrong = new Map<string, number>()
  readonly #applied = new Set<string>()
  /** What everybody has to be answered, by path. */
  #right = new Map<string, string>()
  #round: Round = { answers: 0, seconds: 0, longest_ms: 0, refused: 0 }

  private constructor(
    readonly url: string,
    readonly board: Board,
  ) {}

  static async at(url: string): Promise<Crowd> {
    const json = { 'content-type': 'application/json' }
    const post = async (path: string, headers: Record<string, string>, body: object): Promise<any> => {
      const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    }
    const ada = { email: 'ada@example.com', password: 'the password of ada', name: 'ada' }
    const organization = { name: 'roses', time_zone: 'UTC' }
    const { access_token } = await post('/api/v1/auth/signup', json, { ...ada, organization })
    const headers = { ...json, authorization: `Bearer ${access_token}` }
    const jobs = Array.from({ length: JOBS }, (_, i) => ({ title: `Gardener ${i}`, status: 'open' }))
    const made = await post('/api/v1/jobs/bulk', headers, { jobs })
    return new Crowd(url, { slug: 'roses', jobs: made.jobs, headers })
  }

  /** One round: something changes, everybody asks a little, some too much. */
  async ask(round: number, addresses: number): Promise<Round> {
    this.#round = { answers: 0, seconds: 0, longest_ms: 0, refused: 0 }
    await this.#change(round)
    const from = performance.now()
    let next = 0
    const asking = async () => {
      for (let nth = next++; nth < addresses; nth = next++) await this.#visit(nth, round)
    }
    await Promise.all(Array.from({ length: ASK_AT_ONCE }, asking))
    for (let nth = 0; nth < GREEDY; nth += 1) await this.#greed(nth, round)
    return { ...this.#round, seconds: (performance.now() - from) / 1_000 }
  }

  /** Of each address that applied there is one application. */
  async count(): Promise<void> {
    const { headers } = this.board
    const answer = await fetch(`${this.url}/api/v1/applications?count=true&limit=1`, { headers })
    const { total } = (await answer.json()) as { total: number }
    if (total !== this.#applied.size) this.#note(`${total} applications of ${this.#applied.size}`)
  }

  /** From its answer on, nobody is told what was before. */
  async #change(round: number): Promise<void> {
    const { slug, jobs, headers } = this.board
    const [job] = jobs
    const body = JSON.stringify({ title: `Gardener of round ${round}` })
    await fetch(`${this.url}/api/v1/jobs/${job?.id}`, { method: 'PATCH', headers, body })
    this.#right = new Map()
    const paths = jobs.flatMap((one) => [
      `/api/v1/board/${slug}/jobs/${one.id}`,
      `/board/${slug}/${one.slug}`,
    ])
    for (const path of [`/api/v1/board/${slug}/jobs`, `/board/${slug}`, ...paths]) {
      const { status, text } = await this.#send(path, `198.51.100.${round % 256}`)
      if (status !== 200) throw new Error(`${path}: ${status}`)
      this.#right.set(path, timeless(text))
    }
    for (const path of [`/api/v1/board/${slug}/jobs`, `/board/${slug}`]) {
      if (!this.#right.get(path)?.includes(`of round ${round}`)) this.#note(`an old ${path}`)
    }
  }

  async #visit(nth: number, round: number): Promise<void> {
    const address = addressOf(nth, round)
    const { slug, jobs } = this.board
    const job = jobs[nth % jobs.length]
    const api = `/api/v1/board/${slug}/jobs`
    await this.#read(`/board/${slug}`, address, LIMITS.jobs - 1)
    await this.#read(api, address, LIMITS.jobs - 2)
    await this.#read(`${api}/${job?.id}`, address, LIMITS.job - 1)
    await this.#read(`/board/${slug}/${job?.slug}`, address, LIMITS.job - 2)
    if (nth % APPLIES_EVERY === 0) await this.#apply(nth, round, job?.id ?? '')
  }

  async #read(path: string, address: string, remaining: number): Promise<void> {
    const { status, headers, text } = await this.#send(path, address)
    if (status !== 200) return this.#note(`${status} of ${kindOf(path)}`)
    if (timeless(text) !== this.#right.get(path)) this.#note(`another text of ${kindOf(path)}`)
    const left = headers.get('x-ratelimit-remaining')
    if (left !== `${remaining}`) this.#note(`${kindOf(path)} with ${left} left, and not ${remaining}`)
    if (!headers.get('cache-control')?.startsWith('public, max-age=')) this.#note('what nobody may keep')
  }

  async #apply(nth: number, round: number, job: string): Promise<void> {
    const email = `grace-${round}-${nth}@example.com`
    const body = JSON.stringify({ name: `Grace ${nth}`, email, message: 'I know roses.' })
    const path = `/api/v1/board/${this.board.slug}/jobs/${job}/applications`
    const { status } = await untilTaken(() => this.#send(path, addressOf(nth, round), body))
    if (status === 202) this.#applied.add(email)
    else this.#note(`${status} of an application`)
  }

  /** All at once: as many are answered as there may be, and whoever asks beside it is answered, too. */
  async #greed(nth: number, round: number): Promise<void> {
    const [greedy, modest] = [`198.18.${round % 256}.${nth}`, `198.19.${round % 256}.${nth}`]
    const path = `/api/v1/board/${this.board.slug}/jobs`
    const all = Array.from({ length: LIMITS.jobs + TOO_MUCH }, () => this.#send(path, greedy))
    const [beside, ...answers] = await Promise.all([this.#send(path, modest), ...all])
    const taken = answers.filter(({ status }) => status === 200).length
    const refused = answers.filter(({ status }) => status === 429)
    this.#round.refused += refused.length
    if (taken !== LIMITS.jobs || refused.length !== TOO_MUCH)
      this.#note(`${taken} answers and ${refused.length} refusals of a limit of ${LIMITS.jobs}`)
    if (refused.some(({ headers }) => !(Number(headers.get('retry-after')) <= 60)))
      this.#note('a refusal that does not say for how long')
    if (beside.status !== 200) this.#note(`${beside.status} beside somebody who asked too much`)
  }

  async #send(path: string, address: string, body?: string) {
    const headers = { 'x-forwarded-for': address, ...(body && { 'content-type': 'application/json' }) }
    const from = performance.now()
    const answer = await fetch(this.url + path, { headers, ...(body && { method: 'POST', body }) })
    const text = await answer.text()
    this.#round.longest_ms = Math.max(this.#round.longest_ms, performance.now() - from)
    this.#round.answers += 1
    return { status: answer.status, headers: answer.headers, text }
  }

  #note(what: string): void {
    this.wrong.set(what, (this.wrong.get(what) ?? 0) + 1)
  }
}

/** Of IPv6 a network of 64 bits is one client: they differ there, and have any address within it. In each round others ask. */
function addressOf(nth: number, round: number): string {
  const [high, low] = [Math.floor(nth / 256), nth % 256]
  return nth % 2 === 0
    ? `10.${round % 256}.${high % 256}.${low}`
    : `2001:db8:${(round % 65_536).toString(16)}:${nth.toString(16)}::${(nth % 9).toString(16)}`
}

/** When a form was shown is another each time that its page is made. */
function timeless(text: string): string {
  return text.replace(/name="form_shown_at" value="[^"]*"/, '')
}

function kindOf(path: string): string {
  return path.replace(/(jobs|roses)\/[^/]+/, '$1/…')
}
