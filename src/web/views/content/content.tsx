/** What a team writes: the list of it, or one text. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ContentSummary } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { count } from '../../format/numbers.ts'
import { ChipSelect } from '../../parts/chip-select.tsx'
import { lazily } from '../../parts/lazy.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { nameOfMember, readMembers } from '../../state/people.ts'
import { reading } from '../../state/reading.ts'
import { address, changed, place, replace } from '../../state/route.ts'
import { isAtLeast } from '../../state/session.ts'
import { k } from '../../texts/knowledge.ts'
import { useFoundIds } from './find.ts'
import { KnowledgeViews } from './knowledge-views.tsx'
import { MakeButton } from './make.tsx'
import { Status } from './status.tsx'

const COMING = <div class="body" aria-busy="true" />
const One = lazily(async () => (await import('./item.tsx')).Item, COMING)
const STATUSES = ['draft', 'review', 'published', 'archived'] as const
const SHOWN = 200

export function ContentView() {
  const id = place.value.path[1]
  return id ? <One key={id} /> : <All />
}

function asked() {
  const { query } = place.value
  const status = STATUSES.find((one) => one === query.get('status'))
  const [kind, tag, author_id] = [query.get('kind'), query.get('tag'), query.get('author')]
  return {
    limit: SHOWN,
    count: 'true' as const,
    sort: query.get('sort') === 'oldest' ? ('created_at' as const) : ('-created_at' as const),
    ...(status && { status }),
    ...(kind && { kind }),
    ...(tag && { tag }),
    ...(author_id && { author_id }),
  }
}

function All() {
  const typed = useSignal(place.value.query.get('q') ?? '')
  const read = reading(60_000, 'GET /api/v1/content', { query: asked() }).value
  useEffect(() => {
    replace(changed({ q: typed.value.trim() || null }))
  }, [typed.value])
  return (
    <div class="body">
      <div class="bar-row">
        <KnowledgeViews />
        {isAtLeast('member') && (
          <div class="right">
            <MakeButton
              title={k.new}
              hint={k.newHint}
              make={async (title) => {
                const { id } = await call('POST /api/v1/content', { body: { title } })
                return address(`content/${id}`, { show: 'write' })
              }}
            />
          </div>
        )}
      </div>
      <Sheet
        title={k.texts}
        note={read.value && count(read.value.total)}
        right={
          <input
            type="search"
            class="find-field"
            aria-label={k.find}
            placeholder={k.find}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value
            }}
          />
        }
        isWide
      >
        <Filters items={read.value?.items ?? []} />
        <Read from={read} after={readMembers()} height={240}>
          {({ items, total = 0 }) => (
            <>
              <Shown items={items} q={typed.value.trim()} />
              {total > items.length && <p class="note pad">{k.moreThan(items.length, total)}</p>}
            </>
          )}
        </Read>
      </Sheet>
    </div>
  )
}

/** What may be chosen is what there is, and what is chosen. */
function Filters({ items }: { items: readonly ContentSummary[] }) {
  const { query } = place.value
  const chip = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <ChipSelect
      label={label}
      value={query.get(name) ?? ''}
      options={options}
      onValue={(value) => replace(changed({ [name]: value }))}
    />
  )
  const among = (name: string, values: readonly string[]) => {
    const chosen = query.get(name)
    return [...new Set(chosen ? [...values, chosen] : values)].sort()
  }
  const authors = among(
    'author',
    items.flatMap(({ author_id }) => author_id ?? []),
  )
  return (
    <div class="bar-row pad">
      {chip(
        'status',
        k.status,
        STATUSES.map((one) => [one, k.statuses[one]]),
      )}
      {chip(
        'kind',
        k.kind,
        among(
          'kind',
          items.map(({ kind }) => kind),
        ).map((one) => [one, one]),
      )}
      {chip(
        'tag',
        k.tag,
        among(
          'tag',
          items.flatMap(({ tags }) => tags),
        ).map((one) => [one, one]),
      )}
      {chip(
        'author',
        k.author,
        authors.map((id) => [id, nameOfMember(id)]),
      )}
      <ChipSelect
        label={k.newest}
        value={query.get('sort') ?? ''}
        options={[['oldest', k.oldest]]}
        onValue={(sort) => replace(changed({ sort }))}
      />
    </div>
  )
}

function Shown({ items, q }: { items: readonly ContentSummary[]; q: string }) {
  const found = useFoundIds(q)
  const isSearched = q.length >= 2
  if (isSearched && !found) return <div class="pad" aria-busy="true" />
  const shown = isSearched && found ? items.filter(({ id }) => found.has(id)) : items
  if (shown.length === 0) return <Nothing isSearched={isSearched} />
  return (
    <table class="lines">
      <caption class="hidden">{k.texts}</caption>
      <thead>
        <tr>
          <th scope="col">{k.title}</th>
          <th scope="col">{k.status}</th>
          <th scope="col" class="wide">
            {k.kind}
          </th>
          <th scope="col" class="wide">
            {k.author}
          </th>
          <th scope="col" class="num">
            {k.made}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((one) => (
          <Row key={one.id} item={one} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ item }: { item: ContentSummary }) {
  const { id, title, kind, tags, author_id, created_at } = item
  return (
    <tr data-content={id}>
      <td>
        <a href={address(kind === 'course' ? `courses/${id}` : `content/${id}`)}>
          <b>{title}</b>
        </a>{' '}
        <span class="wide">
          {tags.slice(0, 3).map((tag) => (
            <span key={tag} class="tag">
              {tag}
            </span>
          ))}
        </span>
      </td>
      <td>
        <Status of={item} />
      </td>
      <td class="dim wide">{kind}</td>
      <td class="dim">{author_id ? nameOfMember(author_id) : k.noAuthor}</td>
      <td class="dim num">
        <When at={created_at} />
      </td>
    </tr>
  )
}

function Nothing({ isSearched }: { isSearched: boolean }) {
  const isFiltered =
    isSearched || ['status', 'kind', 'tag', 'author'].some((one) => place.value.query.has(one))
  return (
    <div class="pad">
      <p class="small dim">{isFiltered ? k.noneLike : isAtLeast('member') ? k.none : k.noneToRead}</p>
      {isFiltered && !isSearched && (
        <a class="btn top-gap" href={address('content')}>
          {k.clear}
        </a>
      )}
    </div>
  )
}
