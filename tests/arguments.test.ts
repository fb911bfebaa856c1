/** Of what is said on the command line, and in the environment, nothing is dropped in silence. */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { version } from '../package.json'
import { type Command, helpOf, readArguments, UsageError } from '../src/cli/command.ts'
import { options, readConfig } from '../src/config/env.ts'
import { ConfigError } from '../src/config/option-readers.ts'
import { almanac } from './command-line.ts'

/** Several processes at once, on a machine that has others. */
const PROCESSES_MS = 60_000

const COMMAND: Command = {
  summary: '',
  usage: '',
  options: {
    json: { type: 'boolean', default: false, help: '' },
    organization: { type: 'string', help: '' },
  },
  run: async () => 0,
}

test('a word too many, an unknown option and one given twice are refused', () => {
  expect(() => readArguments(['now'], COMMAND)).toThrow(UsageError)
  expect(() => readArguments(['check', 'now'], { ...COMMAND, words: 1 })).toThrow('"now" is a word too many.')
  expect(() => readArguments(['--organisation', 'x'], COMMAND)).toThrow(
    'There is no option --organisation: did you mean --organization?',
  )
  const twice = ['--organization', 'a', '--organization', 'b']
  expect(() => readArguments(twice, COMMAND)).toThrow('--organization is given more than once.')
  expect(readArguments(['check', '--json'], { ...COMMAND, words: 1 })).toEqual({
    words: ['check'],
    values: { json: true },
  })
})

test('a folder that is not there is told as such, and not as the system says it', async () => {
  const { code, err } = await almanac(['content', 'import', '/nowhere/texts', '--organization', 'bluebird'])
  expect([code, err]).toEqual([2, expect.stringMatching(/^There is no folder \/nowhere\/texts\./)])
})

test(
  'a file that is none, or would be in no folder, is told before the work begins',
  async () => {
    const calls = [
      ['import', '/tmp', '--organization', 'bluebird'],
      ['export', '--organization', 'bluebird', '--range', '7d', '--out', '/nowhere/days.csv'],
      ['export', '--organization', 'bluebird', '--range', '7d', '--format', 'csv', '--out', '/tmp'],
      ['organization', 'export', 'bluebird', '--to', '/nowhere/bluebird'],
      ['organization', 'delete', 'bluebird', '--confirm', 'bluebird', '--to', '/tmp'],
    ]
    const said = await Promise.all(calls.map(async (args) => almanac(args)))
    expect(said.map(({ code, err }) => [code, err.split('\n')[0]])).toEqual([
      [2, '/tmp is a folder: name a file.'],
      [2, 'There is no folder /nowhere: make it first, or name another file.'],
      [2, '/tmp is a folder: name a file in it.'],
      [2, 'There is no folder /nowhere: make it first, or name another file.'],
      [2, '/tmp is a folder: name a file in it.'],
    ])
  },
  PROCESSES_MS,
)

test(
  'what stands beside --list or --undo in place of a file is refused',
  async () => {
    const calls = [
      ['--list', 'x.csv'],
      ['--list', '--core'],
      ['--undo', 'x', '--organization', 'bluebird'],
    ]
    const said = await Promise.all(calls.map(async (args) => almanac(['import', ...args])))
    expect(said.map(({ code, err }) => [code, err.split('\n')[0]])).toEqual([
      [2, '"x.csv" is a word too many: --list takes no file.'],
      [2, '--list takes no --core.'],
      [2, '--undo takes no --organization.'],
    ])
  },
  PROCESSES_MS,
)

test('help of a command explains every option of its usage', async () => {
  const files = [...new Bun.Glob('*.ts').scanSync(COMMANDS)]
  const modules = await Promise.all(files.map(async (file) => import(join(COMMANDS, file))))
  const commands = modules.flatMap((module) => Object.values(module).filter(isCommand))
  expect(commands.length).toBeGreaterThan(12)
  for (const command of commands) {
    const explained = [...helpOf(command).matchAll(/^ {2}(--[a-z-]+) {2,}\S/gm)].map(([, option]) => option)
    expect(explained.sort()).toEqual([...new Set(command.usage.match(/--[a-z-]+/g))].sort())
  }
})

const COMMANDS = join(import.meta.dir, '../src/cli')

function isCommand(exported: unknown): exported is Command {
  return typeof exported === 'object' && exported !== null && 'summary' in exported && 'usage' in exported
}

test(
  'it may be asked for before and after the command',
  async () => {
    const asked = [
      ['backup', '-h'],
      ['backup', '--help'],
      ['help', 'backup'],
      ['help', 'bakup'],
    ]
    const [short, long, before, misspelt] = await Promise.all(asked.map(async (args) => almanac(args)))
    expect([short?.out, before?.out]).toEqual([long?.out, long?.out])
    expect(long?.out).toContain('--without-safety')
    expect([misspelt?.code, misspelt?.err]).toEqual([2, expect.stringContaining('did you mean backup?')])
  },
  PROCESSES_MS,
)

test('it says which version it is', async () => {
  expect((await almanac(['--version'])).out).toBe(`almanac ${version}, on Bun ${Bun.version}\n`)
})

test(
  'so is what ends a call of every command, with exit code 2',
  async () => {
    const calls = [['migrate', 'now'], ['rollups', 'check', 'all'], ['migrate', '--quick'], ['migrat']]
    for (const args of calls) {
      const { code, err } = await almanac(args)
      expect([args, code, err]).toEqual([
        args,
        2,
        expect.stringMatching(/too many|There is no option|did you mean/),
      ])
    }
    const { code, err } = await almanac(['migrate'], { BACKUP_KEPP_DAYS: '3' })
    expect([code, err.trim().split('\n')]).toEqual([
      2,
      [expect.stringMatching(/^BACKUP_KEPP_DAYS is no option/)],
    ])
  },
  PROCESSES_MS,
)

const MISSPELT: [name: string, meant: string | null][] = [
  ['DATABASEURL', 'DATABASE_URL'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['database_url', 'DATABASE_URL'],
  ['RATE_LIMIT', 'RATE_LIMITS'],
  ['SIGN_UP', 'SIGNUP'],
  ['SIGNUPS', 'SIGNUP'],
  ['LOG_LEVLE', 'LOG_LEVEL'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['LOG_COLOUR', null],
  ['SMTP_HOST', null],
  ['ALOWED_ORIGINS', 'ALLOWED_ORIGINS'],
  ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
  ['APP_SECRETS', 'APP_SECRET'],
  ['PUBLIC_URI', 'PUBLIC_URL'],
  ['BACKUP_KEPP_DAYS', null],
  ['FILES_S3_BUKET', null],
  ['OTEL_EXPORTER_OTLP_ENDPONT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ['OTEL_TRACE_SAMPLER', 'OTEL_TRACES_SAMPLER'],
  ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', null],
  ['OTEL_BSP_SCHEDULE_DELAY', null],
]

for (const [name, meant] of MISSPELT) {
  test(`${name} is refused${meant ? `: did you mean ${meant}?` : ''}`, () => {
    const complaint = () => readConfig({ [name]: 'x' })
    expect(complaint).toThrow(ConfigError)
    expect(complaint).toThrow(meant ? `${name} is no option of this version: did you mean ${meant}?` : name)
  })
}

/** What shells, containers, platforms and clusters set. */
const ORDINARY = `PATH HOME HOSTNAME LOGNAME USER SHELL LANG LC_ALL TERM PWD OLDPWD SHLVL EDITOR MAIL DISPLAY
  TMPDIR XDG_DATA_DIRS XDG_DATA_HOME NODE_ENV BUN_INSTALL CI DEBUG PORTS HOSTS DATA SECRET APP_NAME APP_ENV
  PGHOST PGDATABASE POSTGRES_PASSWORD POSTGRES_URL DATABASE_PRIVATE_URL DATABASE_USER PUBLIC_IP SERVICE_ID DEVICE_NAME
  KUBERNETES_SERVICE_HOST KUBERNETES_PORT ALMANAC_SERVICE_HOST ALMANAC_PORT_3000_TCP_ADDR LOG_SERVICE_HOST
  SMTP_SERVICE_PORT SMTP_PORT_25_TCP DOCKER_HOST GITHUB_TOKEN AWS_REGION S3_BUCKET OTEL_METRICS_EXPORTER OTEL_LOGS_EXPORTER
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT OTEL_EXPORTER_OTLP_LOGS_HEADERS OTEL_PROPAGATORS OTEL_EXPORTER_OTLP_INSECURE
  ENV ENVIRONMENTS_ROOT VERSION BACKUPS LOG_NAMESPACE SIGNATURE npm_config_port npm_package_name`.split(/\s+/)

test('what ordinary environments hold stops no start', () => {
  expect(readConfig(Object.fromEntries(ORDINARY.map((name) => [name, '1'])))).toEqual(readConfig({}))
  expect(readConfig({ SMTP_PORT: 'tcp://10.0.0.7:25', LOG_LEVLE: ' ' })).toEqual(readConfig({}))
  expect(() => readConfig(process.env)).not.toThrow()
})

test('no option is taken for another', () => {
  for (const { name, example } of Object.values(options)) {
    if (example !== '') expect(() => readConfig({ [name]: example })).not.toThrow()
  }
})
