/**
 * What has to happen in Redis in one step. An entry of the hash of owners is `EPOCH NODE`: the epoch is the time of the
 * claim in microseconds by Redis' clock, so that of two claims the newer is known though Redis forgot both.
 */

/** Epochs are above 2^49, where Lua's own way to write a number loses digits. */
const parse = `
local function parse(entry)
  if not entry then return nil, nil end
  local space = string.find(entry, ' ', 1, true)
  return tonumber(string.sub(entry, 1, space - 1)), string.sub(entry, space + 1)
end
local function write(epoch) return string.format('%.0f', epoch) end
`;

/** KEYS: owners. ARGV: taken prefix, node, station. Answers the epoch. */
export const CLAIM = `${parse}
local time = redis.call('TIME')
local epoch = tonumber(time[1]) * 1000000 + tonumber(time[2])
local known, node = parse(redis.call('HGET', KEYS[1], ARGV[3]))
if known and known >= epoch then epoch = known + 1 end
redis.call('HSET', KEYS[1], ARGV[3], write(epoch) .. ' ' .. ARGV[2])
if node and node ~= ARGV[2] then redis.call('PUBLISH', ARGV[1] .. node, write(epoch) .. ' ' .. ARGV[3]) end
return write(epoch)
`;

/**
 * Says claims again that were made before. KEYS: owners. ARGV: taken prefix, node, then station and epoch in turns.
 * Answers the epoch of each that is this node's now, and '' for each that a newer claim took.
 */
export const RECLAIM = `${parse}
local answer = {}
for i = 3, #ARGV, 2 do
  local station, epoch = ARGV[i], tonumber(ARGV[i + 1])
  local known, node = parse(redis.call('HGET', KEYS[1], station))
  if known and node ~= ARGV[2] and known >= epoch then
    answer[#answer + 1] = ''
  else
    if node == ARGV[2] and known > epoch then epoch = known end
    redis.call('HSET', KEYS[1], station, write(epoch) .. ' ' .. ARGV[2])
    if node and node ~= ARGV[2] then redis.call('PUBLISH', ARGV[1] .. node, write(epoch) .. ' ' .. station) end
    answer[#answer + 1] = write(epoch)
  end
end
return answer
`;

/** KEYS: owners. ARGV: node, station, epoch. 1: nobody else holds it now. Leaves what is another's or newer. */
export const RELEASE = `${parse}
local known, node = parse(redis.call('HGET', KEYS[1], ARGV[2]))
if not known then return 1 end
if node ~= ARGV[1] or known > tonumber(ARGV[3]) then return 0 end
redis.call('HDEL', KEYS[1], ARGV[2])
return 1
`;

/** KEYS: owners. ARGV: lease prefix, then stations. Answers the live owner of each, or ''. */
export const OWNERS = `${parse}
local alive, answer = {}, {}
for i = 2, #ARGV do
  local _, node = parse(redis.call('HGET', KEYS[1], ARGV[i]))
  if node and alive[node] == nil then alive[node] = redis.call('EXISTS', ARGV[1] .. node) == 1 end
  answer[#answer + 1] = node and alive[node] and node or ''
end
return answer
`;

/** KEYS: lease, nodes. ARGV: node, ttl ms. Answers whether the lease still stood, and Redis' time in microseconds. */
export const RENEW = `
local time = redis.call('TIME')
local stood = redis.call('SET', KEYS[1], '1', 'PX', ARGV[2], 'GET')
redis.call('ZADD', KEYS[2], 'NX', time[1], ARGV[1])
return { stood and 1 or 0, string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2])) }
`;

/** KEYS: nodes. ARGV: lease prefix. Answers all nodes, each followed by 1 when it is live and 0 when not. */
export const NODES = `
local answer = {}
for _, node in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  answer[#answer + 1] = node
  answer[#answer + 1] = redis.call('EXISTS', ARGV[1] .. node)
end
return answer
`;

/** KEYS: owners, lease of the node. ARGV: node, then stations. Takes away what is still that node's, unless it lives again. */
export const FORGET = `${parse}
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
for i = 2, #ARGV do
  local _, node = parse(redis.call('HGET', KEYS[1], ARGV[i]))
  if node == ARGV[1] then redis.call('HDEL', KEYS[1], ARGV[i]) end
end
return 1
`;

/** KEYS: lock. ARGV: node, ttl ms. 1: it is this node's for so long. */
export const HOLD = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`;

/** KEYS: lock. ARGV: node. */
export const LET_GO = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`;
