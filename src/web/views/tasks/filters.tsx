import type { TaskCounts } from '../../../../docs/api-types.ts'
import { Choice } from '../../parts/choice.tsx'
import { ChosenSelect } from '../../parts/chosen.tsx'
import { Icon } from '../../parts/icon.tsx'
import { labels } from '../../state/labels.ts'
import { members } from '../../state/people.ts'
import { projects } from '../../state/projects.ts'
import { changed, replace } from '../../state/route.ts'
import { work } from '../../texts/work.ts'
import { openSaveView } from '../frame/save-view.tsx'
import { filters, GROUPS, isBoard, isFiltered, NOBODY, readChoices, STATUSES } from './shown.ts'

export function Filters() {
  const { who, status, person, due, project, label } = filters.value
  const choices = readChoices().value.value
  return (
    <>
      <Choice
        label={work.tasks.whose}
        value={who}
        options={[
          ['', isBoard.value ? work.tasks.everything : work.tasks.allOpen],
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
          options={[
            ...STATUSES.map((one): Option => [one, work.tasks.statuses[one], choices?.by_status[one]]),
            [STATUSES.join(','), work.tasks.allStatuses, choices?.total],
          ]}
        />
      )}
      {who !== 'me' && <Chip name="for" label={work.tasks.for} value={person} options={people(choices)} />}
      <Chip
        name="project"
        label={work.tasks.project}
        value={project}
        options={projects().map(({ id, name }): Option => [id, name])}
      />
      <Chip
        name="label"
        label={work.tasks.label}
        value={label}
        options={[...new Set([...labels(), ...(label ? [label] : [])])].map((one): Option => [one, one])}
      />
      <Chip
        name="due"
        label={work.tasks.due}
        value={due}
        options={GROUPS.map((one): Option => [one, work.tasks.groups[one], choices?.open.by_due[one]])}
      />
      {isFiltered.value && (
        <button type="button" class="btn quiet wide" onClick={openSaveView}>
          <Icon name="plus" />
          {work.tasks.saveView}
        </button>
      )}
    </>
  )
}

/** Everybody, with how many are open for each. */
function people(choices: TaskCounts | undefined): Option[] {
  const counts = new Map(choices?.open.by_assignee.map((one) => [one.assignee_id, one.count]))
  const countOf = (id: string | null) => choices && (counts.get(id) ?? 0)
  return [
    ...members().map(({ id, name }): Option => [id, name, countOf(id)]),
    [NOBODY, work.tasks.nobody, countOf(null)],
  ]
}

type Option = [value: string, label: string, count?: number | undefined]

interface ChipProps {
  name: string
  label: string
  value: string
  options: Option[]
}

function Chip({ name, label, value, options }: ChipProps) {
  return (
    <ChosenSelect
      class={value ? 'chip on' : 'chip'}
      label={label}
      value={value}
      options={[
        ['', label],
        ...options.map(([one, text, count]): [string, string] => [
          one,
          count === undefined ? text : work.tasks.option(text, count),
        ]),
      ]}
      onChosen={(one) => replace(changed({ [name]: one || null }))}
    />
  )
}
