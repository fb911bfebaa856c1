import { Choice } from '../../parts/choice.tsx'
import { members } from '../../state/people.ts'
import { projects } from '../../state/projects.ts'
import { changed, replace } from '../../state/route.ts'
import { work } from '../../texts/work.ts'
import { filters, isBoard, OPEN, readTasks, STATUSES } from './shown.ts'

export function Filters() {
  const { who, status, person, project, label } = filters.value
  const labels = [
    ...new Set(OPEN.flatMap((one) => readTasks(one).value.value?.items ?? []).flatMap((one) => one.labels)),
  ].sort()
  return (
    <>
      <Choice
        label={work.tasks.whose}
        value={who}
        options={[
          ['', work.tasks.allOpen],
          ['me', work.tasks.mine],
          ['made', work.tasks.madeByMe],
        ]}
        onValue={(value) => replace(changed({ who: value || null }))}
      />
      {!isBoard.value && (
        <Chip
          name="status"
          label={work.tasks.status}
          value={status}
          options={STATUSES.map((one) => [one, work.tasks.statuses[one]])}
        />
      )}
      <Chip
        name="for"
        label={work.tasks.for}
        value={person}
        options={members().map(({ id, name }) => [id, name])}
      />
      <Chip
        name="project"
        label={work.tasks.project}
        value={project}
        options={projects().map(({ id, name }) => [id, name])}
      />
      <Chip
        name="label"
        label={work.tasks.label}
        value={label}
        options={[...new Set([...labels, ...(label ? [label] : [])])].map((one) => [one, one])}
      />
    </>
  )
}

interface ChipProps {
  name: string
  label: string
  value: string
  options: [value: string, label: string][]
}

function Chip({ name, label, value, options }: ChipProps) {
  return (
    <select
      class={value ? 'chip on' : 'chip'}
      aria-label={label}
      value={value}
      onChange={(event) => replace(changed({ [name]: event.currentTarget.value || null }))}
    >
      <option value="">{label}</option>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  )
}
