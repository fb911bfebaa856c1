/** A job as those see it who may not change it. */
import type { Job } from '../../../../../docs/api-types.ts'
import { Sheet } from '../../../parts/sheet.tsx'
import { nameOfMember } from '../../../state/people.ts'
import { h } from '../../../texts/hiring.ts'
import { nameOfCompany } from '../names.ts'
import { salaryInWords } from './salary.tsx'

export function ReadOnly({ job }: { job: Job }) {
  const facts: [string, string | null][] = [
    [h.company, nameOfCompany(job.company_id) || null],
    [h.employment, h.employments[job.employment_type]],
    [h.place, [h.places[job.location_type], job.location].filter(Boolean).join(', ')],
    [h.salary, job.salary && salaryInWords(job.salary)],
    [h.owner, nameOfMember(job.owner_id)],
  ]
  return (
    <div class="body narrow-body">
      <Sheet title={job.title} foot={<span>{h.mayOnlyRead}</span>}>
        <dl class="kv">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ))}
        </dl>
        <p class="small text top-gap">{job.description}</p>
      </Sheet>
    </div>
  )
}
