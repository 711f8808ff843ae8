#!/usr/bin/env node
// Runs on any Node from 20 on with nothing installed: it installs what is missing, then hands over to the Node this
// project pins, which runs the TypeScript beside it as written.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const PNPM = 'pnpm@12.21.0'
const COMMANDS = ['start', 'dev', 'test', 'cli', 'bench', 'bench-credits', 'replay']

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..')
const isWindows = process.platform === 'win32'
const modules = join(root, 'node_modules')
const pinnedNode = join(modules, 'node', 'bin', isWindows ? 'node.exe' : 'node')
const stamp = join(modules, '.cashwrap-installed')
const lockfile = join(root, 'pnpm-lock.yaml')

const [command = '', ...args] = process.argv.slice(2)
if (Number(process.versions.node.split('.')[0]) < 20)
  stopWith(`Cashwrap needs Node 20 or newer; this is ${process.version}.`)
if (!COMMANDS.includes(command)) stopWith(`Say what to do: ${COMMANDS.join(', ')}.`)
if (!isInstalled()) install()
handOver()

function isInstalled() {
  if (!existsSync(pinnedNode)) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfileHash()) return true
  // pnpm writes this file last of all, so an install made by hand counts too.
  const state = join(modules, '.pnpm-workspace-state-v1.json')
  return existsSync(state) && statSync(state).mtimeMs >= statSync(lockfile).mtimeMs
}

function install() {
  console.error('Installing what Cashwrap needs: only this once, it takes about a minute.')
  const { status, error, stdout, stderr } = spawnSync(
    'npx',
    ['-y', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'],
    { cwd: root, encoding: 'utf8', shell: isWindows, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, CI: 'true' } },
  )
  if (status === 0) {
    writeFileSync(stamp, lockfileHash())
    return
  }
  const log = `${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`
  mkdirSync(join(root, '.data', 'logs'), { recursive: true })
  writeFileSync(join(root, '.data', 'logs', 'install.log'), log)
  stopWith(`${reasonIn(log)} What was said is in .data/logs/install.log.`)
}

function reasonIn(log) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|META_FETCH_FAIL/.test(log))
    return 'The install failed because the npm registry cannot be reached: check the network and run this again.'
  if (/ENOSPC/.test(log)) return 'The install failed because the disk is full: make room and run this again.'
  if (/EACCES|EPERM/.test(log)) return `The install failed because ${root} may not be written to.`
  if (/OUTDATED_LOCKFILE/.test(log)) return 'The install failed because pnpm-lock.yaml does not match package.json.'
  return 'The install failed.'
}

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

function handOver() {
  const child = spawn(pinnedNode, [join(root, 'apps', 'launcher', 'src', `${command}.ts`), ...args], {
    cwd: root,
    // The channel closes when this process is killed, which tells the launcher to stop.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: [join(modules, '.bin'), process.env.PATH].join(isWindows ? ';' : ':'),
      // Compiled code of earlier runs: it takes a third off the time to start.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'node'),
    },
  })
  // A terminal sends Ctrl-C to both; anything else that stops this process must be passed on. The launcher answers
  // the first signal and ignores the rest, so hearing one twice does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => stopWith(`The Node in node_modules does not run here: ${error.message}.`))
  child.on('exit', (code) => process.exit(code ?? 1))
}

function stopWith(sentence) {
  console.error(sentence)
  process.exit(1)
}
