/** What a shell completes after `almanac`: commands, what they do, and their options. */
import { type Command, UsageError } from './command.ts'

const SHELLS: Record<string, (commands: Described[]) => string> = { bash, zsh, fish }

interface Described {
  name: string
  summary: string
  /** Each with its dashes. */
  options: string[]
  actions: readonly string[]
}

/** @param commands By name; the completion itself among them. */
export function completionOf(commands: Readonly<Record<string, () => Promise<Command>>>): Command {
  return {
    summary: 'print what bash, zsh or fish completes',
    usage: `almanac completion ${Object.keys(SHELLS).join('|')}

bash: source <(almanac completion bash)       in ~/.bashrc
zsh:  source <(almanac completion zsh)        in ~/.zshrc, after compinit
fish: almanac completion fish | source        in ~/.config/fish/config.fish`,
    words: 1,
    actions: Object.keys(SHELLS),
    options: {},
    async run({ words: [shell = ''] }) {
      const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined
      if (!script) throw new UsageError(`Say one of ${Object.keys(SHELLS).join(', ')}.`)
      const names = Object.keys(commands).filter((name) => name !== 'completion')
      const described = await Promise.all(names.map(async (name) => describe(name, await commands[name]?.())))
      console.log(script([...described, describe('completion', this)]))
      return 0
    },
  }
}

function describe(name: string, command: Command | undefined): Described {
  const options = Object.keys(command?.options ?? {}).map((option) => `--${option}`)
  return {
    name,
    summary: command?.summary ?? '',
    options: [...options, '--help'],
    actions: command?.actions ?? [],
  }
}

function bash(commands: Described[]): string {
  const cases = commands.map(
    ({ name, options, actions }) => `    ${name}) words="${[...actions, ...options].join(' ')}" ;;`,
  )
  return `_almanac() {
  local words="" current="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(' ')} help"
  else
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _almanac almanac`
}

function zsh(commands: Described[]): string {
  const named = commands.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`)
  const cases = commands.map(
    ({ name, options, actions }) => `    ${name}) compadd -- ${[...actions, ...options].join(' ')} ;;`,
  )
  return `_almanac() {
  local -a commands=(
${named.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
  esac
  _files
}
compdef _almanac almanac`
}

function fish(commands: Described[]): string {
  const names = commands.map(({ name, summary }) => {
    return `complete -c almanac -n __fish_use_subcommand -f -a ${name} -d '${quoted(summary)}'`
  })
  const further = commands.flatMap(({ name, options, actions }) => [
    ...actions.map(
      (action) => `complete -c almanac -n '__fish_seen_subcommand_from ${name}' -f -a ${action}`,
    ),
    ...options.map(
      (option) => `complete -c almanac -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`,
    ),
  ])
  return [...names, ...further].join('\n')
}

/** Within single quotes: no summary has one, and none of zsh's colons. */
function quoted(text: string): string {
  return text.replace(/['\\:]/g, ' ')
}
