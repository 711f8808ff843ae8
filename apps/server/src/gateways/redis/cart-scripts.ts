import { createHash } from 'node:crypto'

export interface Script {
  sha: string
  source: string
}

/**
 * A cart is one hash: `touched` (milliseconds), `coupon`, `done` (the latest changes by orders, as `order:change`), and
 * `line:<product>` holding `id added quantity amount currency`. Every script begins with the time and a cart's life in
 * milliseconds. Numbers other than quantities stay text, so that none is rounded.
 */
const COMMON = `
local key, now, life = KEYS[1], ARGV[1], ARGV[2]

local function isLive()
  local touched = redis.call('HGET', key, 'touched')
  if not touched then return false end
  if tonumber(touched) + tonumber(life) > tonumber(now) then return true end
  redis.call('DEL', key)
  return false
end

local function touch()
  redis.call('HSET', key, 'touched', now)
  redis.call('PEXPIRE', key, life)
end

local function parse(text)
  local id, added, quantity, amount, currency = string.match(text, '^(%S+) (%S+) (%S+) (%S+) (%S+)$')
  return { id = id, added = added, quantity = tonumber(quantity), amount = amount, currency = currency }
end

local function readLine(product)
  local text = redis.call('HGET', key, 'line:' .. product)
  return text and parse(text)
end

local function writeLine(product, line)
  local text = table.concat({ line.id, line.added, string.format('%d', line.quantity), line.amount, line.currency }, ' ')
  redis.call('HSET', key, 'line:' .. product, text)
end

local function readLines()
  local fields, lines = redis.call('HGETALL', key), {}
  for i = 1, #fields, 2 do
    local product = string.match(fields[i], '^line:(.+)$')
    if product then
      local line = parse(fields[i + 1])
      line.product = product
      table.insert(lines, line)
    end
  end
  return lines
end
`

const script = (body: string): Script => {
  const source = COMMON + body
  return { source, sha: createHash('sha1').update(source).digest('hex') }
}

/**
 * Arguments: product, id of a new line, quantity, `1` if one is enough, most lines, most of one, then amount and currency of
 * each price. Answers `put`, `full`, `too-many` or `other-currency <currency>`.
 */
export const PUT = script(`
local product, id, quantity, isOnce = ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6] == '1'
local mostLines, mostOfOne = tonumber(ARGV[7]), tonumber(ARGV[8])
isLive()
touch()
local lines = readLines()
local present = readLine(product)
if not present and #lines >= mostLines then return 'full' end
local currency, amount = lines[1] and lines[1].currency, nil
for i = 9, #ARGV, 2 do
  if not currency or ARGV[i + 1] == currency then
    amount, currency = ARGV[i], ARGV[i + 1]
    break
  end
end
if not amount then return 'other-currency ' .. currency end
local line = present or { id = id, added = now, quantity = 0 }
if not (present and isOnce) then line.quantity = line.quantity + quantity end
if line.quantity > mostOfOne then return 'too-many' end
line.amount, line.currency = amount, currency
writeLine(product, line)
return 'put'
`)

/** Arguments: line, quantity; nothing is left of a line of 0. Answers 1, or 0 where there is no such line. */
export const SET_QUANTITY = script(`
if not isLive() then return 0 end
for _, line in ipairs(readLines()) do
  if line.id == ARGV[3] then
    line.quantity = tonumber(ARGV[4])
    if line.quantity > 0 then writeLine(line.product, line) else redis.call('HDEL', key, 'line:' .. line.product) end
    touch()
    return 1
  end
end
return 0
`)

/** Arguments: the code, or none to take it out. */
export const SET_COUPON = script(`
if not isLive() then return 0 end
if ARGV[3] then redis.call('HSET', key, 'coupon', ARGV[3]) else redis.call('HDEL', key, 'coupon') end
touch()
return 1
`)

/**
 * What an order does to its cart, once. Arguments: order, change, how many changes are remembered, coupon of the order or
 * empty, its currency, then id, product, quantity and amount of each of its items.
 */
export const CHANGE_BY_ORDER = script(`
if not isLive() then return 0 end
local change, coupon, currency = ARGV[4], ARGV[6], ARGV[7]
local mark = ARGV[3] .. ':' .. change
local done = {}
for one in string.gmatch(redis.call('HGET', key, 'done') or '', '%S+') do
  if one == mark then return 0 end
  table.insert(done, one)
end
table.insert(done, mark)
while #done > tonumber(ARGV[5]) do table.remove(done, 1) end
redis.call('HSET', key, 'done', table.concat(done, ' '))

local isMixed = false
for _, line in ipairs(readLines()) do
  if line.currency ~= currency then isMixed = true end
end
for i = 8, #ARGV, 4 do
  local id, product, quantity, amount = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[i + 3]
  local line = readLine(product)
  if change == 'accept-prices' and line then
    line.amount, line.currency = amount, currency
    writeLine(product, line)
  elseif change == 'take-bought' and line then
    line.quantity = line.quantity - quantity
    if line.quantity > 0 then writeLine(product, line) else redis.call('HDEL', key, 'line:' .. product) end
  elseif change == 'return-bought' and not line and not isMixed then
    writeLine(product, { id = id, added = now, quantity = quantity, amount = amount, currency = currency })
  end
end
if change == 'take-bought' and coupon ~= '' and redis.call('HGET', key, 'coupon') == coupon then
  redis.call('HDEL', key, 'coupon')
end
touch()
return 1
`)
