/** How retention is shown. */
export type Unit = 'week' | 'month'
/** Active in that period, or in it or any later one. */
export type Kind = 'classic' | 'later'
export type Show = 'percent' | 'people'
