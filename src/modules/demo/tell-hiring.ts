/** For whom a team looks, who has applied, and how far each has come. */
import type { SessionPrincipal } from '../../access/principal.ts'
import type { StoredFiles } from '../files/stored-files.ts'
import { changeApplication, createApplication } from '../hiring/applications/applications.ts'
import { listApplications } from '../hiring/applications/list-applications.ts'
import { applicationNotes } from '../hiring/applications/notes/notes.ts'
import { rate } from '../hiring/applications/ratings/ratings.ts'
import { apply } from '../hiring/board/apply.ts'
import { createCompany } from '../hiring/companies/companies.ts'
import { changeJob, createJob } from '../hiring/jobs/jobs.ts'
import type { Job } from '../hiring/jobs/schema.ts'
import { type Cast, memberAt, textWithMentions } from './cast.ts'
import { Chance } from './chance.ts'
import { identityOf } from './names.ts'
import { type ApplicationPlan, planApplications } from './plan-applications.ts'
import type { JobStory } from './story.ts'
import type { Timeline } from './timeline.ts'

const MINUTE_MS = 60_000
const BEGAN_DAYS_AGO = 78
/** Between two jobs. */
const DAYS_APART = 8
const QUESTION = 'May you work from where you live?'
const MESSAGES = [
  'I have used what you make for years, and would like to make it better.',
  'What you write about your work is what I have been looking for.',
  'I come from a team of three, and miss it.',
  '',
]

interface Hiring {
  company_id: string
}

export function tellHiring(cast: Cast, timeline: Timeline): void {
  const { past, hours, story } = cast
  const chance = new Chance(`${story.team}: hiring`)
  const made: Hiring = { company_id: '' }
  timeline.add(hours.ago(BEGAN_DAYS_AGO + 3), async () => {
    const { name, text: description, location } = story.hiring.company
    const website = `https://${story.team}.demo.example`
    made.company_id = (
      await createCompany(past, memberAt(cast, 0), { name, description, location, website })
    ).id
  })
  for (const [place, job] of story.hiring.jobs.entries())
    tellJob(cast, timeline, made, { place, job }, chance)
}

interface Opening {
  job: Job | null
  owner: SessionPrincipal
  reviewer: SessionPrincipal
}

function tellJob(
  cast: Cast,
  timeline: Timeline,
  made: Hiring,
  { place, job: given }: { place: number; job: JobStory },
  chance: Chance,
): void {
  const { past, hours, story, you } = cast
  const [isFilled, isDraft] = [2, 1].map((fromEnd) => place === story.hiring.jobs.length - fromEnd)
  const owner = place === 1 ? you : memberAt(cast, 0)
  const reviewer = place === 1 ? memberAt(cast, 2) : you
  const opening: Opening = { job: null, owner, reviewer }
  const openedAgo = BEGAN_DAYS_AGO - 1 - DAYS_APART * place
  const at = isDraft ? hours.ago(3) : hours.ago(openedAgo + 1)
  timeline.add(at + MINUTE_MS, async () => {
    opening.job = await createJob(past, owner, { ...jobOf(given, made), reviewer_ids: [reviewer.member_id] })
  })
  if (isDraft) return
  const turn = (when: number, status: Job['status']) =>
    timeline.add(when, () => changeJob(past, owner, opening.job?.id ?? '', { status }, null))
  const opened = hours.after(at + MINUTE_MS, 0.1)
  turn(opened, 'open')
  const plans = planApplications({ ...given, openedAgo, isFilled: isFilled === true }, hours, chance)
  for (const [number, plan] of plans.entries()) {
    tellApplication(
      cast,
      timeline,
      opening,
      { plan, number, who: `${story.team}-${place}-${number}` },
      chance,
    )
  }
  const last = Math.max(opened, ...plans.flatMap(({ moves }) => moves.map((move) => move.at)))
  if (isFilled) turn(last + 10 * MINUTE_MS, 'closed')
}

function jobOf(
  { title, text: description, place, salary: [min, max, currency] }: JobStory,
  { company_id }: Hiring,
) {
  return {
    ...{ title, description, company_id, location_type: place },
    salary: { min, max, currency, period: 'year' as const },
    questions: [{ kind: 'yes_no' as const, prompt: QUESTION, required: true, knock_out: { expects: true } }],
  }
}

interface Applying {
  plan: ApplicationPlan
  number: number
  who: string
}

function tellApplication(
  cast: Cast,
  timeline: Timeline,
  opening: Opening,
  { plan, number, who }: Applying,
  chance: Chance,
): void {
  const { past } = cast
  const { owner, reviewer } = opening
  const message = chance.pick(MESSAGES)
  let id = ''
  timeline.add(plan.at, async () => {
    id = await (number % 4 === 3 ? enterByHand : applyOnBoard)(cast, opening, { who, message })
  })
  for (const { at, stage, reason } of plan.moves) {
    const changes = { stage, ...(reason && { rejection_reason: reason }) }
    timeline.add(at, () => changeApplication(past, owner, id, changes, null))
    if (stage !== 'interview') continue
    const given = { score: 3 + Math.floor(chance.next() * 3), comment: 'Clear answers, good questions.' }
    timeline.add(at + 5 * MINUTE_MS, () => rate(past, reviewer, id, given))
  }
  if (plan.fate !== 'offer' && plan.fate !== 'hired') return
  const body = 'The references are good. @you shall we?'
  timeline.add((plan.moves.at(-1)?.at ?? plan.at) - MINUTE_MS, () =>
    applicationNotes.create(past, owner, id, { body: textWithMentions(cast, body) }),
  )
}

/** In the demo nobody sends any. */
const NO_FILES: Pick<StoredFiles, 'keep' | 'forget'> = {
  keep: (_organization, _files, write) => write(),
  forget: async () => {},
}

interface Applicant {
  who: string
  message: string
}

/** As everybody does it, without a login. */
async function applyOnBoard(
  { past, organization_id }: Cast,
  { job, owner }: Opening,
  { who, message }: Applicant,
): Promise<string> {
  const boards = { organizationOf: async () => organization_id }
  const { id: job_id = '', questions = [] } = job ?? {}
  const answers = questions.map(({ id }) => ({ question_id: id, answer: true }))
  const { name } = identityOf(who)
  const given = { name, email: emailOf(who), message, answers, consent: true }
  const { config, db, clock, newId, mailer } = past
  await apply({ config, db, clock, newId, mailer, boards, files: NO_FILES }, '', job_id, given)
  const { items } = await listApplications(past, owner, { job_id, limit: 1, sort: '-created_at' })
  return items[0]?.id ?? ''
}

async function enterByHand(
  { past }: Cast,
  { job, owner }: Opening,
  { who, message }: Applicant,
): Promise<string> {
  const { name } = identityOf(who)
  const given = { job_id: job?.id ?? '', name, email: emailOf(who), message, source: 'referral' }
  return (await createApplication(past, owner, given)).id
}

function emailOf(who: string): string {
  return `${who}@applicants.demo.example`
}
