"""
How fast a profile may be asked, for all processes together: a bucket of requests and one of tokens, in Redis.

They fill up by the minute's limits and are corrected by what servers tell in their headers. Without Redis nothing is
asked: `take` raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import redis
from django.conf import settings

# One script, so that two processes never take the same turn. Time is the server's, in milliseconds.
TAKE = """
local now = redis.call('TIME'); now = now[1] * 1000 + math.floor(now[2] / 1000)
local b = redis.call('HMGET', KEYS[1], 'requests', 'tokens', 'at', 'blocked')
local most = {tonumber(ARGV[1]), tonumber(ARGV[2])}
local need = {1, math.min(tonumber(ARGV[3]), most[2])}
local at = tonumber(b[3]) or now
local have, wait = {}, 0
if b[4] and tonumber(b[4]) > now then wait = tonumber(b[4]) - now end
for i = 1, 2 do
  have[i] = math.min(most[i], (tonumber(b[i]) or most[i]) + most[i] * math.max(0, now - at) / 60000)
  if have[i] < need[i] then wait = math.max(wait, math.ceil((need[i] - have[i]) * 60000 / most[i])) end
end
if wait == 0 then have[1] = have[1] - need[1]; have[2] = have[2] - need[2] end
redis.call('HSET', KEYS[1], 'requests', tostring(have[1]), 'tokens', tostring(have[2]), 'at', now)
redis.call('PEXPIRE', KEYS[1], 120000)
return wait
"""
LEARN = """
local b = redis.call('HMGET', KEYS[1], 'requests', 'tokens')
for i, name in ipairs({'requests', 'tokens'}) do
  local told = tonumber(ARGV[i])
  if told and b[i] and told < tonumber(b[i]) then redis.call('HSET', KEYS[1], name, ARGV[i]) end
end
"""
BLOCK = """
local now = redis.call('TIME'); now = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('HSET', KEYS[1], 'blocked', now + tonumber(ARGV[1]))
redis.call('PEXPIRE', KEYS[1], math.max(120000, tonumber(ARGV[1]) + 1000))
"""


@dataclass(frozen=True)
class Bucket:
    """The turns of one profile."""

    name: str
    requests_per_minute: int
    tokens_per_minute: int
    line: redis.Redis

    @property
    def key(self) -> str:
        return f"strikeout:turns:{self.name}"

    def take(self, n_tokens: int) -> float:
        """
        Take a turn; or the seconds to wait before the next try.

        :raises redis.RedisError: Redis cannot be reached
        """
        limits = self.requests_per_minute, self.tokens_per_minute
        return int(self.line.eval(TAKE, 1, self.key, *limits, n_tokens)) / 1000

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take over what the server says is left, where that is less."""
        left = [headers.get(f"x-ratelimit-remaining-{what}", "") for what in ("requests", "tokens")]
        if any(left):
            self.line.eval(LEARN, 1, self.key, *left)

    def block(self, seconds: float) -> None:
        """Give no turn for so long."""
        self.line.eval(BLOCK, 1, self.key, round(1000 * seconds))


def bucket(name: str, requests_per_minute: int, tokens_per_minute: int) -> Bucket:
    line = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"], socket_timeout=5, socket_connect_timeout=5)
    return Bucket(name, requests_per_minute, tokens_per_minute, line)
