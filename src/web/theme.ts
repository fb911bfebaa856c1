/** Before the first paint: light or dark, as it was chosen, or as the system is. */
export {}

const dark = matchMedia('(prefers-color-scheme: dark)')

function applyTheme(): void {
  const chosen = localStorage.getItem('theme')
  const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
}

applyTheme()
dark.addEventListener('change', applyTheme)
addEventListener('storage', applyTheme)
