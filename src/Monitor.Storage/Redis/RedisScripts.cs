namespace Monitor.Storage.Redis;

/// <summary>
/// What Redis runs as one step. KEYS[1] is the prefix of all keys of the journal; a script for writing gets its lane and the lane's sequence number first (<see
/// cref="RedisLanes"/>).
/// <c>feed</c> list of references (stream, version), so that a position is a place in it; <c>s:</c> a stream's events, a list; <c>v:</c> its deadline and causes;
/// <c>due</c> sorted set of "ticks|stream"; <c>keys</c> set; <c>p:</c> a post's row; <c>posts</c>, <c>a:</c> lists of post ids; <c>platform</c>,
/// <c>aliases</c> hashes; <c>b:</c> other deliveries of a post, <c>q:</c> answers to it; <c>spent</c> sorted set of deliveries whose body goes once intake has passed them;
/// <c>i:</c> a delivery; <c>delivery-keys</c>, <c>checkpoints</c>, <c>quarantine</c>, <c>meta</c> hashes; <c>n:</c> snapshots; <c>parked</c> hash with
/// <c>parked-order</c>, <c>w:</c> sorted sets. In <c>meta</c>, <c>migrating</c> stands while a migration copies and <c>fresh</c> from its end to the first write;
/// <c>erased</c> counts what was erased or dropped, whose words are in Redis's file until that is written anew.
/// </summary>
internal static class RedisScripts
{
    /// <summary>A sequence number that was run is not run again: its answer is given again. So a call with unknown outcome is repeated without harm.</summary>
    private const string Guard = """
        local P, lane, sequence, at = KEYS[1], ARGV[1], tonumber(ARGV[2]), 2
        local function take() at = at + 1 return ARGV[at] end
        local function list() local l = {} for i = 1, tonumber(take()) do l[i] = take() end return l end
        local last = redis.call('GET', P .. 'lane:' .. lane)
        if last then
            local ran, answer = string.match(last, '^(%d+) (.*)$')
            if tonumber(ran) >= sequence then return answer end
        end
        local function gone() redis.call('HINCRBY', P .. 'meta', 'erased', 1) end
        local function empty(number)
            if redis.call('HSTRLEN', P .. 'i:' .. number, 'b') == 0 then return end
            redis.call('HSET', P .. 'i:' .. number, 'b', '')
            gone()
        end
        local function drop(number)
            local passed = string.match(redis.call('HGET', P .. 'checkpoints', 'intake') or '0 0', ' (%d+)$')
            if tonumber(number) <= tonumber(passed) then empty(number)
            elseif redis.call('HEXISTS', P .. 'i:' .. number, 'c') == 1 then redis.call('ZADD', P .. 'spent', number, number) end
        end
        local function remember(post, number)
            if number == '0' or redis.call('HGET', P .. 'p:' .. post, 'i') == number then return end
            redis.call('SADD', P .. 'b:' .. post, number)
            if redis.call('HEXISTS', P .. 'p:' .. post, 'x') == 1 or redis.call('HEXISTS', P .. 'p:' .. post, 'w') == 1 then drop(number) end
        end
        local function bodies(post)
            drop(redis.call('HGET', P .. 'p:' .. post, 'i'))
            for _, number in ipairs(redis.call('SMEMBERS', P .. 'b:' .. post)) do drop(number) end
        end
        local function unaddress(answer)
            local row = P .. 'p:' .. answer
            if redis.call('HEXISTS', row, 'x') == 1 or redis.call('HSETNX', row, 'w', 1) == 0 then return end
            redis.call('HDEL', row, 'p', 'y')
            gone()
            bodies(answer)
        end
        local function done(answer)
            redis.call('SET', P .. 'lane:' .. lane, string.format('%.0f ', sequence) .. answer, 'EX', 86400)
            redis.call('HDEL', P .. 'meta', 'fresh')
            return answer
        end

        """;

    internal const string Append = Guard + """
        local function post()
            local p = { id = take(), intake = take(), author = take(), platform = take() }
            p.fields = list()
            return p
        end
        local function add(p)
            local place = redis.call('RPUSH', P .. 'posts', p.id)
            redis.call('RPUSH', P .. 'a:' .. p.author, p.id)
            redis.call('HSET', P .. 'p:' .. p.id, 'l', place, unpack(p.fields))
            if p.platform ~= '' then redis.call('HSETNX', P .. 'platform', p.platform, p.id) end
        end
        local function one()
            local stream, expected, due, source, number, item = take(), tonumber(take()), take(), take(), take(), take()
            local keys, events, posts = list(), list(), {}
            for i = 1, tonumber(take()) do posts[i] = post() end
            local version, state = redis.call('LLEN', P .. 's:' .. stream), P .. 'v:' .. stream
            local last = source ~= '' and redis.call('HGET', state, 'c:' .. source)
            if last then
                local n, i = string.match(last, '^(%d+)%.(%d+)$')
                n, i = tonumber(n), tonumber(i)
                if tonumber(number) < n or (tonumber(number) == n and tonumber(item) <= i) then return 'D 0 ' .. version .. ' 0' end
            end
            if version ~= expected then return 'W 0 ' .. version .. ' 0' end
            for k, key in ipairs(keys) do
                if redis.call('SISMEMBER', P .. 'keys', key) == 1 then
                    for _, p in ipairs(posts) do
                        local first = p.platform ~= '' and redis.call('HGET', P .. 'platform', p.platform)
                        if first then remember(first, p.intake) end
                    end
                    return 'K 0 ' .. version .. ' ' .. k
                end
            end
            for i, p in ipairs(posts) do
                local stored = redis.call('EXISTS', P .. 'p:' .. p.id) == 1
                for j = 1, i - 1 do stored = stored or posts[j].id == p.id end
                if stored then return 'F 0 ' .. version .. ' ' .. i end
            end
            local first = 0
            for i, event in ipairs(events) do
                version = version + 1
                local position = redis.call('RPUSH', P .. 'feed', stream .. '\n' .. version)
                if i == 1 then first = position end
                redis.call('RPUSH', P .. 's:' .. stream, position .. '\n' .. event)
            end
            for _, key in ipairs(keys) do redis.call('SADD', P .. 'keys', key) end
            for _, p in ipairs(posts) do add(p) end
            if source ~= '' then redis.call('HSET', state, 'c:' .. source, number .. '.' .. item) end
            local old = redis.call('HGET', state, 'd')
            if old then redis.call('ZREM', P .. 'due', old .. '|' .. stream) end
            if due == '' then redis.call('HDEL', state, 'd') else
                redis.call('HSET', state, 'd', due)
                if redis.call('HEXISTS', P .. 'quarantine', stream) == 0 then redis.call('ZADD', P .. 'due', 0, due .. '|' .. stream) end
            end
            return 'A ' .. first .. ' ' .. version .. ' 0'
        end
        local answers = {}
        for i = 1, tonumber(take()) do answers[i] = one() end
        redis.call('PUBLISH', P .. 'hints', 'feed ' .. redis.call('LLEN', P .. 'feed') .. ' ' .. lane)
        return done(table.concat(answers, '\n'))
        """;

    internal const string Accept = Guard + """
        local answers = {}
        for i = 1, tonumber(take()) do
            local key, channel, hash, received, body = take(), take(), take(), take(), take()
            local number = redis.call('HGET', P .. 'delivery-keys', key)
            if number then answers[i] = 'R ' .. number else
                number = redis.call('HINCRBY', P .. 'meta', 'intake', 1)
                redis.call('HSET', P .. 'delivery-keys', key, number)
                redis.call('HSET', P .. 'i:' .. number, 'c', channel, 's', hash, 'r', received, 'b', body)
                answers[i] = 'N ' .. number
            end
        end
        redis.call('PUBLISH', P .. 'hints', 'intake 0')
        return done(table.concat(answers, '\n'))
        """;

    internal const string Park = Guard + """
        local id, waits, parked, content = take(), take(), take(), take()
        local old = redis.call('HGET', P .. 'parked', id)
        if old then
            redis.call('ZREM', P .. 'w:' .. string.match(old, '^%d+\n([^\n]*)\n'), id)
            gone()
        end
        redis.call('HDEL', P .. 'parked', id)
        redis.call('ZREM', P .. 'parked-order', id)
        if waits then
            local place = redis.call('HINCRBY', P .. 'meta', 'parked', 1)
            redis.call('HSET', P .. 'parked', id, parked .. '\n' .. waits .. '\n' .. content)
            redis.call('ZADD', P .. 'parked-order', place, id)
            redis.call('ZADD', P .. 'w:' .. waits, place, id)
        end
        return done('')
        """;

    internal const string Alias = Guard + """
        local id, hash = take(), take()
        if redis.call('EXISTS', P .. 'p:' .. id) == 1 then redis.call('HSETNX', P .. 'aliases', hash, id) end
        return done('')
        """;

    internal const string ReplaceText = Guard + """
        local id, text, edited, number = take(), take(), take(), take()
        local row = P .. 'p:' .. id
        if redis.call('EXISTS', row) == 1 then
            remember(id, number)
            if redis.call('HEXISTS', row, 'x') == 0 then redis.call('HSET', row, 't', text, 'e', edited) end
        end
        return done('')
        """;

    internal const string NoteBody = Guard + """
        local id, number = take(), take()
        if redis.call('EXISTS', P .. 'p:' .. id) == 1 then remember(id, number) end
        return done('')
        """;

    internal const string NoteAnswer = Guard + """
        local id, answer = take(), take()
        local function is(post) return redis.call('EXISTS', P .. 'p:' .. post) == 1 end
        if id ~= answer and is(id) and is(answer) then
            redis.call('SADD', P .. 'q:' .. id, answer)
            if redis.call('HEXISTS', P .. 'p:' .. id, 'x') == 1 then unaddress(answer) end
        end
        return done('')
        """;

    internal const string Erase = Guard + """
        local id, erased = take(), take()
        local row = P .. 'p:' .. id
        if redis.call('EXISTS', row) == 1 and redis.call('HEXISTS', row, 'x') == 0 then
            redis.call('HDEL', row, 'p', 'u', 'n', 'h', 't', 'y')
            redis.call('HSET', row, 'x', erased)
            gone()
            bodies(id)
            for _, answer in ipairs(redis.call('SMEMBERS', P .. 'q:' .. id)) do unaddress(answer) end
        end
        return done('')
        """;

    internal const string DropBody = Guard + """
        drop(take())
        return done('')
        """;

    /// <summary>A part of them, so that nobody waits long: answers 'more' until all are dropped.</summary>
    internal const string DropBodies = Guard + """
        local untilTicks, number = take(), tonumber(redis.call('HGET', P .. 'meta', 'dropped') or '0') + 1
        for _ = 1, 5000 do
            local received = redis.call('HGET', P .. 'i:' .. string.format('%.0f', number), 'r')
            if not received or received > untilTicks then return done('') end
            empty(string.format('%.0f', number))
            redis.call('HSET', P .. 'meta', 'dropped', string.format('%.0f', number))
            number = number + 1
        end
        return done('more')
        """;

    internal const string MoveCheckpoint = Guard + """
        local follower, from, to = take(), take(), take()
        if (redis.call('HGET', P .. 'checkpoints', follower) or '0 0') ~= from then return done('no') end
        redis.call('HSET', P .. 'checkpoints', follower, to)
        if follower == 'intake' then
            local passed = string.match(to, ' (%d+)$')
            for _, number in ipairs(redis.call('ZRANGEBYSCORE', P .. 'spent', '-inf', passed)) do empty(number) end
            redis.call('ZREMRANGEBYSCORE', P .. 'spent', '-inf', passed)
        end
        return done('yes')
        """;

    internal const string SaveSnapshot = Guard + """
        redis.call('HSET', P .. 'n:' .. take(), 'v', take(), 'f', take(), 's', take())
        return done('')
        """;

    internal const string Quarantine = Guard + """
        local stream, fault = take(), take()
        local due = redis.call('HGET', P .. 'v:' .. stream, 'd')
        if fault then
            redis.call('HSET', P .. 'quarantine', stream, fault)
            if due then redis.call('ZREM', P .. 'due', due .. '|' .. stream) end
        elseif redis.call('HDEL', P .. 'quarantine', stream) == 1 and due then redis.call('ZADD', P .. 'due', 0, due .. '|' .. stream) end
        return done('')
        """;

    /// <summary>Of the feed, places from ARGV[1] to ARGV[2]: stream and stored event in turns. Every event begins with its position.</summary>
    internal const string ReadAll = """
        local found = {}
        for _, reference in ipairs(redis.call('LRANGE', KEYS[1] .. 'feed', ARGV[1], ARGV[2])) do
            local stream, version = string.match(reference, '^(.*)\n(%d+)$')
            found[#found + 1] = reference
            found[#found + 1] = redis.call('LINDEX', KEYS[1] .. 's:' .. stream, tonumber(version) - 1)
        end
        return found
        """;
}
