/** Icons of 16 px, drawn with a line of 1.5; never the only sign of what something means. */

const PATHS = {
  updown: 'M5 6l3-3 3 3M5 10l3 3 3-3',
  overview: 'M2 14V9M6 14V4M10 14v-7M14 14v-2M14 10v-1M14 7v-1',
  explore: 'M2 13.5h12M2.5 10l3.5-4 3 2.5 4.5-6',
  retention: 'M2.5 2.5h3v3h-3zM2.5 7h3v3h-3zM2.5 11.5h3v2.5h-3zM7 2.5h3v3H7zM7 7h3v3H7zM11.5 2.5h2.5v3h-2.5z',
  activity: 'M1.5 8h3l2-5 3 10 2-5h3',
  tasks: 'M2 4l1.2 1.2L5.5 3M2 10l1.2 1.2L5.5 9M8 4.5h6M8 10.5h6',
  projects: 'M2 4.5h4l1.5 2H14v7H2z',
  conversations: 'M2 3h12v8H7l-3 2.5V11H2z',
  content: 'M3.5 2h6l3 3v9h-9zM9.5 2v3h3M6 8h4.5M6 11h4.5',
  hiring: 'M2 5h12v8.5H2zM5.5 5V2.5h5V5M2 9h12M8 8v2',
  members:
    'M8.5 5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM1.5 14c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5M11 3a2.4 2.4 0 0 1 0 4.4M12.5 9.8c1.3.6 2 2 2 4.2',
  key: 'M8 11a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM7.2 8.8L14 2M11 5l2 2M9 7l1.5 1.5',
  organization:
    'M3 4h1.5M7.7 4H13M3 8h6M12 8h1M3 12h.5M6.6 12H13M7.6 4a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0zM12 8a1.6 1.6 0 1 1-3.2 0A1.6 1.6 0 0 1 12 8zM6.6 12a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0z',
  operations: 'M2 3h12v4H2zM2 9h12v4H2zM4.5 5h.01M4.5 11h.01',
  menu: 'M2 4h12M2 8h12M2 12h12',
  search: 'M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.5 10.5L14 14',
  bell: 'M3.5 11.5h9l-1.2-1.8V6.5a3.3 3.3 0 0 0-6.6 0v3.2zM6.8 13.5h2.4',
  back: 'M10 3L5 8l5 5',
  forward: 'M6 3l5 5-5 5',
  down: 'M4 6l4 4 4-4',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  download: 'M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  clock: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.5 1.5',
  plus: 'M8 3v10M3 8h10',
  moon: 'M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.7h.01',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  print: 'M4.5 6V2h7v4M4.5 11.5H2V6h12v5.5h-2.5M4.5 9.5h7V14h-7z',
  wall: 'M1.5 3h13v8.5h-13zM5 14h6M8 11.5V14',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.5v4.5M9.3 6.5v4.5',
  star: 'M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6z',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width={name === 'more' ? 2.2 : 1.5}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

export function Brand() {
  return (
    <>
      <svg width="22" height="20" viewBox="0 0 22 20" aria-hidden="true">
        <path class="bars" d="M1 18.2h20v1.5H1zM3 16V9h2.6v7zM7.6 16V5h2.6v11zM12.2 16V7h2.6v9z" />
        <path class="today" d="M16.9 16v-5.4h2.4V16" />
      </svg>
      Almanac
    </>
  )
}
